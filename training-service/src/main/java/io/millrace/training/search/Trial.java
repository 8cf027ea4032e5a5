package io.millrace.training.search;

import io.millrace.problem.Metric;
import io.millrace.problem.Train.Algorithm;
import io.millrace.training.train.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trial that has ended.
 *
 * @param number from 1
 * @param history the rows that it learned from, by name
 * @param steps that it took
 * @param cost steps times the rows that each learned from
 * @param seconds of computing
 * @param reason why it failed; null where it did not
 * @param best where in the curve it was best; null where it never was any good
 */
public record Trial(
    int number,
    Algorithm algorithm,
    String history,
    Parameters parameters,
    List<Evaluation> curve,
    int steps,
    long cost,
    double seconds,
    End end,
    @Nullable String reason,
    @Nullable Best best) {

  public Trial {
    curve = List.copyOf(curve);
  }

  /**
   * @param metrics every metric after that step, by its word
   */
  public record Best(Evaluation at, Map<String, Double> metrics) {}

  /** The best of some, of equals the first; empty where none was any good. */
  public static Optional<Trial> best(List<Trial> trials, Metric metric) {
    return trials.stream()
        .filter(trial -> trial.best != null)
        .reduce(
            (best, next) ->
                next.standing(metric).compareTo(best.standing(metric)) > 0 ? next : best);
  }

  Standing standing(Metric metric) {
    return best == null ? Standing.NONE : Standing.of(metric, best.at().metric(), best.at().loss());
  }

  /** Whether it is of these parameters. */
  boolean isOf(Proposal proposal) {
    return algorithm == proposal.algorithm()
        && history.equals(proposal.history())
        && parameters.equals(proposal.parameters());
  }
}
