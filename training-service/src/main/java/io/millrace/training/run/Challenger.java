package io.millrace.training.run;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import io.millrace.problem.Problem;
import io.millrace.training.evaluate.Difference;
import io.millrace.training.evaluate.Measured;
import java.util.List;

/**
 * Which candidate challenges: the best on the validation rows. Those that it is better than by no
 * more than chance are as good, and of these the one does that is best on the holdout, which is
 * later. Only those that meet the bar there are looked at, if there are any.
 */
record Challenger(Problem problem) {

  /**
   * @param candidates the best on the validation rows first
   */
  Candidate of(List<Candidate> candidates) {
    List<Candidate> enough = candidates.stream().filter(this::meetsTheBar).toList();
    List<Candidate> asked = enough.isEmpty() ? candidates : enough;
    Candidate first = asked.getFirst();
    Metric metric = problem.define().primaryMetric();
    return asked.stream()
        .filter(each -> each == first || !isWorse(each, first))
        .reduce(
            (best, next) ->
                metric.isBetter(next.measured().value(metric), best.measured().value(metric))
                    ? next
                    : best)
        .orElse(first);
  }

  private boolean meetsTheBar(Candidate candidate) {
    Define define = problem.define();
    Measured measured = candidate.measured();
    return define.success().map(bar -> bar.isMetBy(measured.value(bar.metric()))).orElse(true);
  }

  private boolean isWorse(Candidate candidate, Candidate first) {
    return first
        .validation()
        .flatMap(
            best ->
                candidate
                    .validation()
                    .map(
                        own ->
                            Difference.of(own, best, problem.train().search().metric())
                                .isMoreThanChance(problem.train().seed())))
        .orElse(false);
  }
}
