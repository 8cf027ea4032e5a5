package io.millrace.training.prepare;

import io.millrace.problem.Prepare.By;
import io.millrace.problem.Prepare.Holdout;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Holds rows out as the problem says: the latest ones, or drawn ones.
 *
 * @param untouched the first row since which none was used to train the champion
 */
record Parted(Holdout holdout, LabelledRows rows, Telling telling, OptionalLong untouched) {

  /** Of so many rows since a change, half are held out; of more, the usual share. */
  private static final long TELLING = 250;

  /** Of the rows since a change, drawn ones that are held out are at least so many. */
  private static final long FEWEST_DRAWN = NewWorld.ENOUGH / 5;

  Split usual() {
    return holdout.by() == By.LATEST ? latest(cut()) : drawn(held());
  }

  /**
   * Judged by rows of the new world alone, with others of it left to learn from; empty where these
   * or those do not tell a good model from a bad one.
   */
  Optional<Split> since(NewWorld world) {
    Optional<Split> judged =
        holdout.by() == By.LATEST ? latestSince(world) : drawnSince(world.first());
    return judged
        .filter(split -> telling.tells(split.training().since(world.first())))
        .filter(split -> telling.lacks(split.training(), split.holdout()).isEmpty())
        .map(
            split ->
                new Split(
                    split.training(),
                    split.holdout(),
                    OptionalLong.of(world.first()),
                    world.rows()));
  }

  /** As many as tell, but half of them at most; all of half where the last of them are alike. */
  private Optional<Split> latestSince(NewWorld world) {
    long half = world.rows() / 2;
    long some = Math.max(holdout.size().of(world.rows()), Math.min(TELLING, half));
    return LongStream.of(some, half)
        .map(held -> Math.max(cut(), rows.end() - held))
        .filter(cut -> telling.tells(Rows.within(cut, rows.end())))
        .mapToObj(this::latest)
        .findFirst();
  }

  private long cut() {
    long cut = rows.end() - holdout.size().of(rows.end() - rows.first());
    if (untouched.isEmpty()) {
      return cut;
    }
    long start = untouched.getAsLong();
    boolean enough = rows.end() - start >= Split.SMALLEST_CHOSEN_HOLDOUT;
    return start > cut && enough && telling.tells(Rows.within(start, rows.end())) ? start : cut;
  }

  private Split latest(long cut) {
    Rows training = Rows.within(rows.first(), cut);
    return Split.of(
        holdout.groups() ? training.and(notIn(cut)) : training, Rows.within(cut, rows.end()));
  }

  /** Of a key that reaches into the holdout, the earlier rows are left out. */
  private static String notIn(long cut) {
    return "entity NOT IN (SELECT entity FROM %s WHERE nr >= %d)"
        .formatted(LabelledRows.TABLE, cut);
  }

  private Optional<Split> drawnSince(long first) {
    Rows later = held().since(first);
    return rows.count(later) >= FEWEST_DRAWN && telling.tells(later)
        ? Optional.of(drawn(later))
        : Optional.empty();
  }

  private Rows held() {
    Rows held = all().and("held");
    if (untouched.isEmpty()) {
      return held;
    }
    Rows later = held.since(untouched.getAsLong());
    return rows.count(later) >= Split.SMALLEST_CHOSEN_HOLDOUT && telling.tells(later)
        ? later
        : held;
  }

  private Split drawn(Rows held) {
    return Split.of(all().and("NOT held"), held);
  }

  private Rows all() {
    return Rows.within(rows.first(), rows.end());
  }
}
