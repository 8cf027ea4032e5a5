package io.millrace.training.search;

import io.millrace.problem.EarlyTermination;
import io.millrace.problem.EarlyTermination.Asha;
import io.millrace.problem.EarlyTermination.Bandit;
import io.millrace.problem.EarlyTermination.MedianStopping;
import io.millrace.problem.EarlyTermination.None;
import io.millrace.problem.EarlyTermination.Pace;
import io.millrace.problem.EarlyTermination.Slack;
import io.millrace.problem.EarlyTermination.TruncationSelection;
import io.millrace.problem.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of one algorithm's trials go on. It is asked in the order of logical time, so that its
 * answers do not depend on how fast trials are computed.
 */
final class Stopping {

  private static final int NEVER = Integer.MAX_VALUE;

  private final EarlyTermination policy;
  private final Metric metric;

  /** What is known of each trial by now, by its number. */
  private final Map<Integer, List<Evaluation>> curves = new TreeMap<>();

  private final Set<Integer> complete = new HashSet<>();

  Stopping(EarlyTermination policy, Metric metric) {
    this.policy = policy;
    this.metric = metric;
  }

  /** The next evaluation after which it is asked. */
  int next(int after) {
    return switch (policy) {
      case None _ -> NEVER;
      case Asha(int factor, Pace(int interval, int delay)) -> {
        long rung = interval;
        while (delay + rung <= after) {
          rung *= factor;
        }
        yield (int) Math.min(NEVER, delay + rung);
      }
      case Bandit(_, Pace pace) -> next(pace, after);
      case MedianStopping(Pace pace) -> next(pace, after);
      case TruncationSelection(_, Pace pace) -> next(pace, after);
    };
  }

  private static int next(Pace pace, int after) {
    int first = Math.max(pace.delay(), pace.interval());
    int next = Math.ceilDiv(Math.max(first, after + 1), pace.interval()) * pace.interval();
    return Math.max(next, after + 1);
  }

  /** Takes note of a trial that has learned all it can: it has come as far as any. */
  void completes(int trial, List<Evaluation> curve) {
    sees(trial, curve);
    complete.add(trial);
  }

  /** Takes note of a trial that has come so far. */
  void sees(int trial, List<Evaluation> curve) {
    curves.put(trial, List.copyOf(curve));
  }

  /**
   * Whether a trial goes on; it has been seen.
   *
   * @param evaluation that it has come to
   */
  boolean goesOn(int trial, int evaluation) {
    return switch (policy) {
      case None _ -> true;
      case Asha(int factor, _) -> {
        List<Standing> rung = standings(evaluation);
        yield better(rung, standing(trial, evaluation)) < Math.max(1, rung.size() / factor);
      }
      case TruncationSelection(int percentage, _) -> {
        List<Standing> all = standings(evaluation);
        long worst = (long) all.size() * percentage / 100;
        yield better(all, standing(trial, evaluation)) < all.size() - worst;
      }
      case MedianStopping _ ->
          standing(trial, evaluation).score() >= Averages.median(others(trial, evaluation), metric);
      case Bandit(Slack slack, _) -> {
        double best =
            standings(evaluation).stream().mapToDouble(Standing::score).max().orElseThrow();
        yield standing(trial, evaluation).score() >= bound(best, slack);
      }
    };
  }

  /** What suffices beside the best; scores are turned so that more is better. */
  private static double bound(double best, Slack slack) {
    return switch (slack) {
      case Slack.Amount(double amount) -> best - amount;
      case Slack.Factor(double factor) -> best >= 0 ? best / (1 + factor) : best * (1 + factor);
    };
  }

  private List<Standing> standings(int evaluation) {
    return curves.keySet().stream()
        .filter(trial -> hasCome(trial, evaluation))
        .map(trial -> standing(trial, evaluation))
        .toList();
  }

  private boolean hasCome(int trial, int evaluation) {
    return complete.contains(trial) || curve(trial).size() >= evaluation;
  }

  private Standing standing(int trial, int evaluation) {
    return Progress.standing(metric, until(trial, evaluation));
  }

  private List<List<Evaluation>> others(int trial, int evaluation) {
    return curves.keySet().stream()
        .filter(other -> other != trial && hasCome(other, evaluation))
        .map(other -> until(other, evaluation))
        .toList();
  }

  private List<Evaluation> until(int trial, int evaluation) {
    List<Evaluation> curve = curve(trial);
    return curve.subList(0, Math.min(curve.size(), evaluation));
  }

  private List<Evaluation> curve(int trial) {
    return curves.getOrDefault(trial, List.of());
  }

  private static long better(List<Standing> all, Standing than) {
    return all.stream().filter(other -> other.compareTo(than) > 0).count();
  }
}
