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
 * @param error the standard error of {@code perHour}
 */
public record Trend(String part, Measure measure, double mean, double perHour, double error) {

  /** Growth of fewer standard errors may be chance. */
  private static final double TOLD_APART = 2;

  /** Flat is: within what is stated for the measure, or what chance alone may show. */
  public boolean isFlat() {
    return perHour <= Math.max(measure.growth(), TOLD_APART * error);
  }

  @Override
  public String toString() {
    return "%-28s %-22s %9.1f %+9.2f per hour, error %.2f%s"
        .formatted(
            part,
            measure.title(),
            mean,
            perHour,
            error,
            isFlat() ? "" : ", beyond " + measure.growth());
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
    Slope slope = Slope.of(group);
    return new Trend(first.part(), first.measure(), mean, slope.perHour(), slope.error());
  }
}
