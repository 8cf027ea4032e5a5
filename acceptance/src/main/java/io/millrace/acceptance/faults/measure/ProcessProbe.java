package io.millrace.acceptance.faults.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the system and the JVM say about a process. */
final class ProcessProbe {

  private static final Pattern USED = Pattern.compile("(?:total \\d+K, )?used (\\d+)K");
  private static final Pattern SEGMENT =
      Pattern.compile("/\\d{20}\\.(log|index|timeindex|txnindex)");
  private static final double KILOBYTES = 1024;

  private ProcessProbe() {}

  /** What can be had of the system; on Linux all of it. */
  static Map<Measure, Double> system(long pid) {
    Map<Measure, Double> found = new EnumMap<>(Measure.class);
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
      found.put(Measure.HANDLES, (double) handles.filter(handle -> !isSegment(handle)).count());
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("VmRSS:")) {
          found.put(Measure.RSS, number(line) / KILOBYTES);
        } else if (line.startsWith("Threads:")) {
          found.put(Measure.THREADS, number(line));
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // it has ended meanwhile, or this is not Linux
    }
    return found;
  }

  /** A broker keeps every segment of its log open: their number follows what it retains. */
  private static boolean isSegment(Path handle) {
    try {
      return SEGMENT.matcher(Files.readSymbolicLink(handle).toString()).find();
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static double number(String line) {
    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
  }

  /** What of a JVM's heap is in use, after a collection that this asks for. */
  static OptionalDouble heap(long pid) {
    if (jcmd(pid, "GC.run").isEmpty()) {
      return OptionalDouble.empty();
    }
    return heapOf(jcmd(pid, "GC.heap_info"));
  }

  /** The sum over the generations, in megabytes. */
  static OptionalDouble heapOf(String info) {
    double used = 0;
    boolean found = false;
    for (String line : info.lines().toList()) {
      Matcher matcher = USED.matcher(line);
      boolean heap = !line.contains("Metaspace") && !line.contains("class space");
      if (heap && matcher.find()) {
        used += Double.parseDouble(matcher.group(1)) / KILOBYTES;
        found = true;
      }
    }
    return found ? OptionalDouble.of(used) : OptionalDouble.empty();
  }

  private static String jcmd(long pid, String command) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  "-J-XX:TieredStopAtLevel=1",
                  Long.toString(pid),
                  command)
              .redirectErrorStream(true)
              .start();
      String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return jcmd.waitFor(20, TimeUnit.SECONDS) && jcmd.exitValue() == 0 ? text : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
