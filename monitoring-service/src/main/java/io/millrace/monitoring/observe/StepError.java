package io.millrace.monitoring.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How good a version's latest forecasts were at one step of the horizon.
 *
 * @param forecasts how many
 * @param mae by how much they were off, on the mean
 * @param within the share of values that lay in their intervals; null where they had none
 */
public record StepError(int step, int forecasts, double mae, @Nullable Double within) {

  /**
   * @param window how many count at each step, the latest
   */
  public static List<StepError> of(Recollection memory, int version, int window) {
    List<StepError> errors = new ArrayList<>();
    memory
        .steps(version)
        .counts()
        .forEach(
            (step, count) ->
                errors.add(of(step, memory.misses(version, step, count - window, count))));
    return errors;
  }

  private static StepError of(int step, List<Miss> latest) {
    OptionalDouble within =
        latest.stream()
            .map(Miss::within)
            .filter(Objects::nonNull)
            .mapToDouble(held -> held ? 1 : 0)
            .average();
    return new StepError(
        step,
        latest.size(),
        latest.stream().mapToDouble(Miss::error).average().orElse(0),
        within.isPresent() ? within.getAsDouble() : null);
  }
}
