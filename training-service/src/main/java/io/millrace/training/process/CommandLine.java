package io.millrace.training.process;

import io.millrace.problem.Compute.Device;
import io.millrace.training.run.Job;
import io.millrace.training.run.Share;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How a training process is started: the JVM and the classes of this one, bounded by its share. */
final class CommandLine {

  /**
   * What a process needs of its surroundings; the rest, tokens among it, is none of its business.
   */
  private static final Set<String> INHERITED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "LC_ALL",
          "TZ",
          "LD_LIBRARY_PATH",
          "DJL_CACHE_DIR",
          "ENGINE_CACHE_DIR",
          "SystemRoot",
          "USERPROFILE");

  /** Where an image has the native libraries, which are in no jar there. */
  private static final List<String> NATIVE_LIBRARIES =
      List.of("java.library.path", "onnxruntime.native.path");

  private static final int DIRECT = 8;

  private CommandLine() {}

  static ProcessBuilder of(Job job, Handover handover) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(job.share(), handover));
    command.add(TrainingProcess.class.getName());
    command.add(handover.folder().toString());
    ProcessBuilder process = new ProcessBuilder(command);
    process.directory(handover.folder().toFile());
    process.redirectErrorStream(true);
    surroundings(process.environment(), job.share().device());
    return process;
  }

  private static List<String> options(Share share, Handover handover) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx%dm".formatted(share.heap() >> 20));
    options.add("-XX:MaxDirectMemorySize=%dm".formatted((share.memory() / DIRECT) >> 20));
    options.add("-XX:ActiveProcessorCount=" + share.cores());
    options.add(share.cores() == 1 ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-XX:ErrorFile=" + handover.crash());
    options.add("-XX:-CreateCoredumpOnCrash");
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--sun-misc-unsafe-memory-access=allow");
    options.add("-Djava.awt.headless=true");
    options.add("-Djava.io.tmpdir=" + handover.temporary());
    options.add("-Dlogback.configurationFile=training-process-logback.xml");
    options.add("-Dai.djl.offline=true");
    for (String name : NATIVE_LIBRARIES) {
      String value = System.getProperty(name);
      if (value != null) {
        options.add("-D%s=%s".formatted(name, value));
      }
    }
    return options;
  }

  /** The class path is no argument: it makes a command line of 20,000 characters. */
  private static void surroundings(Map<String, String> environment, Device device) {
    environment.keySet().retainAll(INHERITED);
    environment.put("CLASSPATH", classPath());
    environment.put("OMP_NUM_THREADS", "1"); // trials go side by side, each on one thread
    environment.put("OMP_WAIT_POLICY", "PASSIVE");
    environment.put("MALLOC_ARENA_MAX", "2");
    environment.put("ORT_DISABLE_TELEMETRY", "1");
    if (device == Device.CPU) {
      environment.put("CUDA_VISIBLE_DEVICES", "");
    }
  }

  /** It is started elsewhere, where a relative path leads nowhere. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
