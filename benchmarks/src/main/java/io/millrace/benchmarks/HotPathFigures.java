package io.millrace.benchmarks;

import io.millrace.inference.web.HotPath;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH on the parts of the hot path, and prints what a row costs in each. */
final class HotPathFigures {

  private HotPathFigures() {}

  static void print() {
    Collection<RunResult> results;
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .include(HotPath.class.getName())
                      .addProfiler(GCProfiler.class)
                      .verbosity(VerboseMode.SILENT)
                      .build())
              .run();
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
    Ratios.say("The hot path, medians:");
    Ratios.say("  part       rows  features      ns/row    bytes/row");
    results.stream()
        .sorted(Comparator.comparing(HotPathFigures::place))
        .forEach(result -> Ratios.say(line(result)));
  }

  private static String place(RunResult result) {
    List<String> parts = List.of("parse", "prepare", "score", "write");
    return parts.indexOf(part(result)) + param(result, "rows") + param(result, "features");
  }

  private static String line(RunResult result) {
    int rows = Integer.parseInt(param(result, "rows"));
    return String.format(
        Locale.ROOT,
        "  %-10s %4d  %8s  %10.0f  %11.1f",
        part(result),
        rows,
        param(result, "features"),
        result.getPrimaryResult().getStatistics().getPercentile(50) / rows,
        allocated(result) / rows);
  }

  private static String part(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  private static String param(RunResult result, String name) {
    return result.getParams().getParam(name);
  }

  private static double allocated(RunResult result) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
        .map(java.util.Map.Entry::getValue)
        .mapToDouble(Result::getScore)
        .findFirst()
        .orElse(Double.NaN);
  }
}
