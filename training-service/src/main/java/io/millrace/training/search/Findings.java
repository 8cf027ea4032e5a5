package io.millrace.training.search;

import io.millrace.problem.Metric;
import io.millrace.problem.Train.Algorithm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What has come of a search so far. */
public final class Findings {

  private final Metric metric;
  private final List<Trial> trials = new ArrayList<>();
  private final Map<Algorithm, Found> best = new EnumMap<>(Algorithm.class);

  Findings(Metric metric) {
    this.metric = metric;
  }

  /**
   * The best of an algorithm.
   *
   * @param answers on the validation rows, after its best step
   */
  @SuppressWarnings("ArrayRecordComponent") // answers handed on, never compared
  public record Found(Trial trial, float[] answers) {

    /** For how many steps to learn. */
    public int steps() {
      return Objects.requireNonNull(trial.best()).at().step();
    }
  }

  /**
   * Adds a trial that has ended.
   *
   * @return whether it is the best of its algorithm so far; of equals the earlier stays
   */
  boolean add(Trial trial, Supplier<float[]> answers) {
    trials.add(trial);
    Found before = best.get(trial.algorithm());
    boolean leads =
        trial.best() != null
            && (before == null
                || trial.standing(metric).compareTo(before.trial().standing(metric)) > 0);
    if (leads) {
      best.put(trial.algorithm(), new Found(trial, answers.get()));
    }
    return leads;
  }

  void ensureAny() {
    if (best.isEmpty()) {
      throw new IllegalStateException(
          "no trial ended well: "
              + trials.stream()
                  .map(
                      trial ->
                          trial.end().word()
                              + (trial.reason() == null ? "" : ": " + trial.reason()))
                  .distinct()
                  .collect(Collectors.joining("; ")));
    }
  }

  /** In the order in which they ended. */
  public List<Trial> trials() {
    return List.copyOf(trials);
  }

  /** The best of each algorithm that has one, the best of all first; of equals the earlier. */
  public List<Found> ranked() {
    return best.values().stream()
        .sorted(
            Comparator.comparing((Found found) -> found.trial().standing(metric))
                .reversed()
                .thenComparing(found -> found.trial().number()))
        .toList();
  }

  public Optional<Found> best(Algorithm algorithm) {
    return Optional.ofNullable(best.get(algorithm));
  }
}
