package io.millrace.training.prepare;

import io.millrace.problem.Prepare.By;
import io.millrace.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which rows are learned from, and which are held out.
 *
 * @param changed the first row since the drift, where there are enough to learn from them alone
 */
record Split(Rows training, Rows holdout, OptionalLong changed) {

  static final int ENOUGH_SINCE_A_DRIFT = 500;

  /** A holdout that is chosen for what it holds is at least this large. */
  static final int SMALLEST_CHOSEN_HOLDOUT = 100;

  /** A split, or why there is none yet. */
  sealed interface Attempt {
    record Made(Split split) implements Attempt {}

    record NotYet(String reason) implements Attempt {}
  }

  /**
   * @param since when the world became another. Then the holdout is the held rows since, if these
   *     tell models apart: it is the new world that the next model is for
   * @param fresh from when on no row was used to train the champion; the holdout leaves out older
   *     rows, if the rest tells models apart
   */
  static Attempt of(
      Problem problem, LabelledRows rows, Optional<Instant> since, Optional<Instant> fresh) {
    Telling telling = new Telling(rows, problem.define().task());
    OptionalLong changed =
        since
            .map(rows::firstSince)
            .filter(row -> row > rows.first() && rows.end() - row >= ENOUGH_SINCE_A_DRIFT)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
    OptionalLong untouched =
        fresh.map(time -> OptionalLong.of(rows.firstSince(time))).orElse(OptionalLong.empty());
    Split split =
        problem.prepare().holdout().by() == By.LATEST
            ? LatestRows.split(problem.prepare().holdout(), rows, telling, changed, untouched)
            : drawn(rows, telling, changed, untouched);
    Optional<String> lacks = telling.lacks(split.training, split.holdout);
    return lacks.isPresent()
        ? new Attempt.NotYet(lacks.get())
        : new Attempt.Made(split.learnable(telling));
  }

  private static Split drawn(
      LabelledRows rows, Telling telling, OptionalLong changed, OptionalLong untouched) {
    Rows used = Rows.within(rows.first(), rows.end());
    Rows holdout = used.and("held");
    if (untouched.isPresent()) {
      holdout = narrowed(holdout, untouched.getAsLong(), rows, telling);
    }
    if (changed.isPresent()) {
      holdout = narrowed(holdout, changed.getAsLong(), rows, telling);
    }
    return new Split(used.and("NOT held"), holdout, changed);
  }

  private static Rows narrowed(Rows holdout, long first, LabelledRows rows, Telling telling) {
    Rows later = holdout.since(first);
    return rows.count(later) >= SMALLEST_CHOSEN_HOLDOUT && telling.tells(later) ? later : holdout;
  }

  private Split learnable(Telling telling) {
    return changed.isPresent() && telling.tells(training.since(changed.getAsLong()))
        ? this
        : new Split(training, holdout, OptionalLong.empty());
  }
}
