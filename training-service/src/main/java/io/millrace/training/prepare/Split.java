package io.millrace.training.prepare;

import io.millrace.problem.Problem;
import io.millrace.problem.Task;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where training ends and the holdout begins: the latest share of the rows is held out.
 *
 * @param first row used
 * @param cut the holdout's first row
 * @param changed the first row since the drift, where there are enough to learn from them alone
 * @param end one past the last row
 */
record Split(long first, long cut, OptionalLong changed, long end) {

  static final int ENOUGH_SINCE_A_DRIFT = 500;

  private static final int SMALLEST_HOLDOUT = 10;
  private static final int SMALLEST_FRESH_HOLDOUT = 100;
  private static final int SMALLEST_TRAINING = 20;
  private static final int OF_A_CLASS = 10;

  /** A split, or why there is none yet. */
  sealed interface Attempt {
    record Made(Split split) implements Attempt {}

    record NotYet(String reason) implements Attempt {}
  }

  /**
   * @param since when the world became another. Then the holdout is the latest share of the rows
   *     since, if these tell models apart: it is the new world that the next model is for
   * @param fresh from when on no row was used to train the champion; the holdout leaves out older
   *     rows, if the rest tells models apart
   */
  static Attempt of(
      Problem problem, LabelledRows rows, Optional<Instant> since, Optional<Instant> fresh) {
    long first = rows.first();
    long end = rows.end();
    double share = problem.prepare().holdoutShare();
    long cut = end - Math.max(1, Math.round((end - first) * share));
    Task task = problem.define().task();
    if (cut - first < SMALLEST_TRAINING || end - cut < SMALLEST_HOLDOUT) {
      return new Attempt.NotYet(
          "%,d labelled rows are too few to train on and to evaluate with".formatted(end - first));
    }
    if (fresh.isPresent()) {
      long start = rows.firstSince(fresh.get());
      if (start > cut && end - start >= SMALLEST_FRESH_HOLDOUT && tells(task, rows, start, end)) {
        cut = start;
      }
    }
    OptionalLong changed = changed(rows, since);
    if (changed.isPresent()) {
      long recent = Math.round((end - changed.getAsLong()) * share);
      long start = end - Math.max(SMALLEST_FRESH_HOLDOUT, recent);
      cut = start > cut && tells(task, rows, start, end) ? start : cut;
    }
    if (!tells(task, rows, first, cut)) {
      return new Attempt.NotYet(tooAlike("rows to train on", cut - first, rows.labels(first, cut)));
    }
    if (!tells(task, rows, cut, end)) {
      return new Attempt.NotYet(
          tooAlike("latest rows, the holdout,", end - cut, rows.labels(cut, end)));
    }
    boolean learnable =
        changed.isPresent() && tells(task, rows, Math.min(cut, changed.getAsLong()), cut);
    return new Attempt.Made(new Split(first, cut, learnable ? changed : OptionalLong.empty(), end));
  }

  private static OptionalLong changed(LabelledRows rows, Optional<Instant> since) {
    return since
        .map(rows::firstSince)
        .filter(row -> row > rows.first() && rows.end() - row >= ENOUGH_SINCE_A_DRIFT)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Rows of one label tell no model from another, and F1 of a class that is not there is none. */
  private static boolean tells(Task task, LabelledRows rows, long from, long to) {
    return switch (task) {
      case REGRESSION -> to - from >= SMALLEST_HOLDOUT;
      case CLASSIFICATION ->
          rows.labels(from, to).values().stream().filter(n -> n >= OF_A_CLASS).count() >= 2;
    };
  }

  private static String tooAlike(String what, long count, Map<String, Long> labels) {
    return "the %,d %s hold %s; each of two labels is needed at least %d times"
        .formatted(count, what, labels, OF_A_CLASS);
  }
}
