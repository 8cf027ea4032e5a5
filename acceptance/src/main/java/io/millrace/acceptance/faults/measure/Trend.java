package io.millrace.acceptance.faults.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one measure of one part goes.
 *
 * @param mean after the warm-up
 * @param perHour how much it grows, after the warm-up
 */
public record Trend(String part, Measure measure, double mean, double perHour) {

  /** Flat is: within what is stated for the measure. */
  public boolean isFlat() {
    return perHour <= measure.growth();
  }

  @Override
  public String toString() {
    return "%-28s %-22s %9.1f %+9.2f per hour%s"
        .formatted(
            part, measure.title(), mean, perHour, isFlat() ? "" : ", beyond " + measure.growth());
  }

  /**
   * @param warm samples before it do not count
   */
  public static List<Trend> of(List<Sample> samples, double warm) {
    Map<String, List<Sample>> groups = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      samples.stream()
          .filter(sample -> sample.measure() == measure && sample.seconds() >= warm)
          .forEach(
              sample ->
                  groups
                      .computeIfAbsent(measure + "/" + sample.part(), _ -> new ArrayList<>())
                      .add(sample));
    }
    return groups.values().stream().map(Trend::of).toList();
  }

  private static Trend of(List<Sample> group) {
    Sample first = group.getFirst();
    double mean = group.stream().mapToDouble(Sample::value).average().orElseThrow();
    return new Trend(first.part(), first.measure(), mean, Slope.perHour(group));
  }
}
