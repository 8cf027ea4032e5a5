package io.millrace.starter.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void takesOutWhatThisPlatformNeedsAndLeavesNoOther() throws IOException {
    Path jar =
        jar(
            "duckdb_jdbc-2.0.jar",
            Map.of(
                "/libduckdb_java.so_linux_amd64", "linux",
                "/libduckdb_java.so_windows_amd64", "windows",
                "/org/duckdb/Driver.class", "class"));

    NativeLibraries.take(folder, folder.resolve("native"));

    assertThat(folder.resolve("native/libduckdb_java.so")).hasContent("linux");
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      assertThat(zip.getPath("/libduckdb_java.so_linux_amd64")).doesNotExist();
      assertThat(zip.getPath("/libduckdb_java.so_windows_amd64")).doesNotExist();
      assertThat(zip.getPath("/org/duckdb/Driver.class")).exists();
    }
  }

  @Test
  void putsPyTorchWhereItsEngineHasUnpackedItBefore() throws IOException {
    Path engine =
        jar(
            "pytorch-native-cpu-2.7.1-linux-x86_64.jar",
            Map.of(
                "/native/lib/pytorch.properties",
                    "version=2.7.1-20250812\nflavor=cpu\nclassifier=linux-x86_64\n",
                "/pytorch/cpu/linux-x86_64/libtorch.so", "torch"));
    jar(
        "pytorch-jni-2.7.1-0.35.1.jar",
        Map.of(
            "/jnilib/pytorch.properties", "jni_version=2.7.1-0.35.1\n",
            "/jnilib/linux-x86_64/cpu/libdjl_torch.so", "jni",
            "/jnilib/linux-x86_64/cu128/libdjl_torch.so", "cuda"));

    NativeLibraries.take(folder, folder.resolve("native"));

    Path cache = folder.resolve("native/djl/pytorch/2.7.1-20250812-cpu-linux-x86_64");
    assertThat(cache.resolve("libtorch.so")).hasContent("torch");
    assertThat(cache.resolve("0.35.1-libdjl_torch.so")).hasContent("jni");
    try (FileSystem zip = FileSystems.newFileSystem(engine)) {
      assertThat(zip.getPath("/native/lib/pytorch.properties")).exists();
    }
  }

  @Test
  void leavesInXgboostsJarWhatItUnpacksItself() throws IOException {
    Path jar =
        jar(
            "xgboost4j_2.12-3.0.4.jar",
            Map.of(
                "/lib/linux/x86_64/libxgboost4j.so", "ours",
                "/lib/linux/aarch64/libxgboost4j.so", "arm",
                "/lib/macos/x86_64/libxgboost4j.dylib", "mac",
                "/lib/windows/x86_64/xgboost4j.dll", "windows"));

    NativeLibraries.take(folder, folder.resolve("native"));

    assertThat(folder.resolve("native")).isEmptyDirectory();
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      assertThat(zip.getPath("/lib/linux/x86_64/libxgboost4j.so")).hasContent("ours");
      assertThat(zip.getPath("/lib/linux/aarch64/libxgboost4j.so")).doesNotExist();
      assertThat(zip.getPath("/lib/macos/x86_64/libxgboost4j.dylib")).doesNotExist();
      assertThat(zip.getPath("/lib/windows/x86_64/xgboost4j.dll")).doesNotExist();
    }
  }

  @Test
  void removesJarsOfOtherPlatforms() throws IOException {
    Path ours = jar("netty-quic-4-linux-x86_64.jar", Map.of("/a", "a"));
    Path theirs = jar("netty-quic-4-osx-x86_64.jar", Map.of("/a", "a"));

    NativeLibraries.take(folder, folder.resolve("native"));

    assertThat(ours).exists();
    assertThat(theirs).doesNotExist();
  }

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve(name);
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        Path file = zip.getPath(entry.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, entry.getValue());
      }
    }
    return jar;
  }
}
