package io.millrace.monitoring.report;

import io.millrace.monitoring.observe.WindowReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of the windows that are kept is asked for.
 *
 * @param version null for the one that answers; where it has no window yet, for any
 * @param number null for the latest that was compared, or the latest
 */
public record WindowChoice(@Nullable Integer version, @Nullable Long number) {

  /** The window, or why there is none. */
  public sealed interface Chosen {
    record Window(WindowReport report) implements Chosen {}

    record None(String why) implements Chosen {}
  }

  /**
   * @param answering the version that answers now
   * @param latestFirst the windows that are kept
   */
  public Chosen among(int answering, List<WindowReport> latestFirst) {
    List<WindowReport> such = of(version == null ? answering : version, latestFirst);
    if (such.isEmpty() && version == null && number == null) {
      such = latestFirst;
    }
    return such.stream()
        .filter(report -> number == null || number.equals(report.number()))
        .filter(preferred(such))
        .findFirst()
        .<Chosen>map(Chosen.Window::new)
        .orElseGet(() -> new Chosen.None(why(answering, latestFirst)));
  }

  private static List<WindowReport> of(int version, List<WindowReport> reports) {
    return reports.stream().filter(report -> report.modelVersion() == version).toList();
  }

  private Predicate<WindowReport> preferred(List<WindowReport> such) {
    return number == null && such.stream().anyMatch(WindowReport::hasVerdict)
        ? WindowReport::hasVerdict
        : _ -> true;
  }

  private String why(int answering, List<WindowReport> latestFirst) {
    if (latestFirst.isEmpty()) {
      return "No window of this problem has closed yet.";
    }
    int wanted = version == null ? answering : version;
    String asked =
        number == null
            ? "No window of version %d is kept.".formatted(wanted)
            : "No window %d of version %d is kept.".formatted(number, wanted);
    return "%s Kept are %s.".formatted(asked, kept(latestFirst));
  }

  private static String kept(List<WindowReport> latestFirst) {
    Map<Integer, List<Long>> numbers = new TreeMap<>();
    latestFirst.forEach(
        report -> {
          List<Long> known = numbers.computeIfAbsent(report.modelVersion(), _ -> new ArrayList<>());
          if (report.number() != null) {
            known.addFirst(report.number());
          }
        });
    List<String> versions = new ArrayList<>();
    numbers.forEach((version, known) -> versions.add(of(known) + " of version " + version));
    return String.join(", ", versions);
  }

  private static String of(List<Long> numbers) {
    if (numbers.isEmpty()) {
      return "windows without a number";
    }
    long first = numbers.getFirst();
    long last = numbers.getLast();
    return first == last ? "window " + first : "windows %d to %d".formatted(first, last);
  }
}
