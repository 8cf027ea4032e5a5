package io.millrace.starter.image;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Takes the native libraries for Linux on x86-64 out of the jars that bring them, once, when an
 * image is built, and leaves in the jars none of any platform. Libraries otherwise unpack them at
 * each start, which takes a file system that can be written to and executed from. XGBoost has no
 * other way: its own stays in its jar, and is unpacked where a training process has its temporary
 * files.
 */
final class NativeLibraries {

  /**
   * @param jar how the jar's name begins
   * @param kept the entry that is taken out, a folder or a file; empty: none
   * @param dropped how the names of all begin that do not stay in the jar
   */
  private record Source(String jar, String kept, String dropped) {}

  private static final List<Source> SOURCES =
      List.of(
          new Source(
              "onnxruntime-", "/ai/onnxruntime/native/linux-x64/", "/ai/onnxruntime/native/"),
          new Source("rocksdbjni-", "/librocksdbjni-linux64.so", "/librocksdbjni-"),
          new Source("duckdb_jdbc-", "/libduckdb_java.so_linux_amd64", "/libduckdb_java.so_"),
          new Source("zstd-jni-", "/linux/amd64/", "/linux/"),
          new Source(
              "snappy-java-",
              "/org/xerial/snappy/native/Linux/x86_64/",
              "/org/xerial/snappy/native/"),
          new Source("netty-", "/META-INF/native/libnetty_", "/META-INF/native/libnetty_"),
          new Source("grpc-netty-shaded-", "/META-INF/native/libio_grpc", "/META-INF/native/"),
          new Source("xgboost4j_", "", "/lib/linux/aarch64/"),
          new Source("xgboost4j_", "", "/lib/macos/"),
          new Source("xgboost4j_", "", "/lib/windows/"));

  private static final String PYTORCH = "/pytorch/cpu/linux-x86_64/";
  private static final String PYTORCH_JNI = "/jnilib/linux-x86_64/cpu/";

  private NativeLibraries() {}

  /** Of a folder of jars and a folder for the libraries. */
  static void main(String... args) throws IOException {
    take(Path.of(args[0]), Path.of(args[1]));
  }

  static void take(Path jars, Path libraries) throws IOException {
    Files.createDirectories(libraries);
    for (Path jar : list(jars)) {
      String name = jar.getFileName().toString();
      if (isForAnotherPlatform(name)) {
        Files.delete(jar);
        continue;
      }
      for (Source source : SOURCES) {
        if (name.startsWith(source.jar())) {
          take(jar, source, libraries);
        }
      }
    }
    takePyTorch(jars, libraries.resolve("djl").resolve("pytorch"));
  }

  private static boolean isForAnotherPlatform(String jar) {
    return jar.matches("netty-.*-(osx|windows|linux-aarch_64|linux-riscv64).*\\.jar");
  }

  /** Where DJL looks for what it has unpacked before. */
  private static void takePyTorch(Path jars, Path cache) throws IOException {
    for (Path engine : list(jars, "pytorch-native-cpu-")) {
      Path folder;
      try (FileSystem zip = open(engine)) {
        Properties properties = properties(zip.getPath("/native/lib/pytorch.properties"));
        folder =
            cache.resolve(
                "%s-%s-%s"
                    .formatted(
                        properties.getProperty("version"),
                        properties.getProperty("flavor"),
                        properties.getProperty("classifier")));
      }
      Files.createDirectories(folder);
      take(engine, new Source("", PYTORCH, "/pytorch/"), folder);
      for (Path jni : list(jars, "pytorch-jni-")) {
        String djl;
        try (FileSystem zip = open(jni)) {
          String version =
              properties(zip.getPath("/jnilib/pytorch.properties")).getProperty("jni_version");
          djl = version.substring(version.lastIndexOf('-') + 1);
        }
        take(jni, new Source("", PYTORCH_JNI, "/jnilib/linux"), folder);
        Files.move(folder.resolve("libdjl_torch.so"), folder.resolve(djl + "-libdjl_torch.so"));
        take(jni, new Source("", PYTORCH_JNI, "/jnilib/osx"), folder);
        take(jni, new Source("", PYTORCH_JNI, "/jnilib/win"), folder);
      }
    }
  }

  private static void take(Path jar, Source source, Path folder) throws IOException {
    FileTime time = Files.getLastModifiedTime(jar);
    try (FileSystem zip = open(jar)) {
      for (Path entry : entries(zip)) {
        String name = entry.toString();
        if (!source.kept().isEmpty() && name.startsWith(source.kept())) {
          Path library = folder.resolve(fileName(entry));
          Files.copy(entry, library);
          Segments.keepAlone(library);
        }
        if (name.startsWith(source.dropped())) {
          Files.delete(entry);
        }
      }
    }
    Files.setLastModifiedTime(jar, time);
  }

  /** DuckDB's name says the platform where loaders expect the end. */
  private static String fileName(Path entry) {
    return entry.getFileName().toString().replaceFirst("\\.so_linux_amd64$", ".so");
  }

  private static FileSystem open(Path jar) throws IOException {
    return FileSystems.newFileSystem(jar);
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static List<Path> entries(FileSystem zip) throws IOException {
    try (Stream<Path> all = Files.walk(zip.getPath("/"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static List<Path> list(Path jars) throws IOException {
    return list(jars, "");
  }

  private static List<Path> list(Path jars, String start) throws IOException {
    try (Stream<Path> all = Files.list(jars)) {
      return all.filter(jar -> jar.getFileName().toString().startsWith(start))
          .filter(jar -> jar.toString().endsWith(".jar"))
          .sorted()
          .toList();
    }
  }
}
