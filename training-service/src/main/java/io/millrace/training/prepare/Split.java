package io.millrace.training.prepare;

import io.millrace.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are learned from, and which are held out.
 *
 * @param changed the first row since the world became another, where there are enough to learn from
 *     them alone and to judge by them alone
 * @param sinceChange how many rows that is; 0 where they are not enough, null where no change is
 *     known
 */
record Split(Rows training, Rows holdout, OptionalLong changed, @Nullable Long sinceChange) {

  /** A holdout that is chosen for what it holds is at least this large. */
  static final int SMALLEST_CHOSEN_HOLDOUT = 100;

  /** A split, or why there is none yet. */
  sealed interface Attempt {
    record Made(Split split) implements Attempt {}

    /**
     * @param awaited how many more labelled rows are worth another look; null where nobody can tell
     */
    record NotYet(String reason, @Nullable Long awaited) implements Attempt {}
  }

  /**
   * @param change when the world became another. Then the holdout is of rows since: it is the new
   *     world that the next model is for
   * @param fresh from when on no row was used to train the champion; the holdout leaves out older
   *     rows, if the rest tells models apart
   */
  static Attempt of(
      Problem problem, LabelledRows rows, Optional<Change> change, Optional<Instant> fresh) {
    Telling telling = new Telling(rows, problem.define().task());
    OptionalLong untouched =
        fresh.map(time -> OptionalLong.of(rows.firstSince(time))).orElse(OptionalLong.empty());
    Parted parted = new Parted(problem.prepare().holdout(), rows, telling, untouched);
    if (change.isEmpty()) {
      return attempt(parted.usual(), null, telling);
    }
    NewWorld world = NewWorld.of(rows, change.get().since());
    if (world.isAll()) {
      return attempt(parted.usual(), world.rows(), telling);
    }
    Optional<Split> split = world.isEnough() ? parted.since(world) : Optional.empty();
    if (split.isPresent()) {
      return new Attempt.Made(split.get());
    }
    return change.get().awaited()
        ? new Attempt.NotYet(world.lacks(), world.awaited())
        : attempt(parted.usual(), 0L, telling);
  }

  private static Attempt attempt(Split usual, @Nullable Long sinceChange, Telling telling) {
    Optional<String> lacks = telling.lacks(usual.training, usual.holdout);
    return lacks.isPresent()
        ? new Attempt.NotYet(lacks.get(), null)
        : new Attempt.Made(
            new Split(usual.training, usual.holdout, OptionalLong.empty(), sinceChange));
  }

  static Split of(Rows training, Rows holdout) {
    return new Split(training, holdout, OptionalLong.empty(), null);
  }
}
