package io.millrace.acceptance.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Jazzer in a process of its own: it keeps the inputs that reach new code and changes those on. A
 * hang, a heap that runs over and a native crash are finds too, and stop that process only.
 */
final class CoverageGuided {

  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
  private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs");

  private final Family family;
  private final Path folder;

  /**
   * @param folder for what is kept: the corpus, and the inputs that failed
   */
  CoverageGuided(Family family, Path folder) throws IOException {
    this.family = family;
    this.folder = Files.createDirectories(folder.resolve(family.word()));
    Files.createDirectories(corpus());
  }

  /**
   * @param coverage branches reached
   */
  record Outcome(int exitCode, long runs, long coverage, long kept, String output) {

    boolean isClean() {
      return exitCode == 0;
    }
  }

  Outcome search(long runs, long seed) throws IOException, InterruptedException {
    return run(List.of("-runs=" + runs, "-seed=" + seed, corpus().toString()));
  }

  Outcome replay(Path input) throws IOException, InterruptedException {
    return run(List.of(input.toAbsolutePath().toString()));
  }

  Path corpus() {
    return folder.resolve("corpus");
  }

  private Outcome run(List<String> arguments) throws IOException, InterruptedException {
    writeSeeds();
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(15, TimeUnit.MINUTES)) {
        throw new AssertionError("the fuzzer did not end; see " + output);
      }
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    try (var kept = Files.list(corpus())) {
      return new Outcome(
          process.exitValue(), last(RUNS, text), last(COVERAGE, text), kept.count(), told(text));
    }
  }

  private List<String> command(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-D" + FuzzTarget.FAMILY + "=" + family.name(),
            "-cp",
            ClassPath.text(),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzTarget.class.getName(),
            "--instrumentation_includes=" + String.join(":", family.instrumented()),
            "--reproducer_path=" + folder,
            "-artifact_prefix=" + folder + "/",
            "-dict=" + dictionary(),
            "-max_len=8192",
            "-timeout=20",
            "-rss_limit_mb=3000",
            "-print_final_stats=1"));
    command.addAll(arguments);
    return command;
  }

  private Path dictionary() throws IOException {
    List<String> lines = family.words().stream().map(CoverageGuided::quoted).toList();
    return Files.write(folder.resolve("words.dict"), lines);
  }

  private static String quoted(String word) {
    boolean escaped = word.contains("\\");
    return '"' + (escaped ? word : word.replace("\"", "\\\"")) + '"';
  }

  private void writeSeeds() throws IOException {
    for (Boundary boundary : family.boundaries()) {
      List<byte[]> seeds = boundary.seeds();
      for (int i = 0; i < seeds.size(); i++) {
        Files.write(corpus().resolve("seed-%s-%d".formatted(boundary.name(), i)), seeds.get(i));
      }
    }
  }

  /** Without the many lines on what was instrumented. */
  private static String told(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("INFO: ") && !line.startsWith("WARNING: "))
        .collect(Collectors.joining("\n"));
  }

  private static long last(Pattern pattern, String text) {
    long found = 0;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      found = Long.parseLong(matcher.group(1));
    }
    return found;
  }
}
