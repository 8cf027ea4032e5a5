package io.millrace.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is forecast of a series.
 *
 * @param from the time of the first value
 * @param stepMillis from one value to the next
 * @param values empty while the series is too short, or has too long a gap
 * @param low the lower ends of the values' intervals; empty where there are none
 * @param high the upper ends of the values' intervals; empty where there are none
 */
public record Ahead(
    Instant from,
    long stepMillis,
    List<Double> values,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> low,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> high) {

  public Ahead {
    values = List.copyOf(values);
    low = known(low);
    high = known(high);
  }

  /** What is empty is not written. */
  private static List<Double> known(@Nullable List<Double> bounds) {
    return bounds == null ? List.of() : List.copyOf(bounds);
  }
}
