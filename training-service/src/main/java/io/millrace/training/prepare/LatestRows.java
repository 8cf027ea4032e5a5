package io.millrace.training.prepare;

import io.millrace.problem.Prepare.Holdout;
import java.util.OptionalLong;

/** Holds out the latest of the rows. */
final class LatestRows {

  private LatestRows() {}

  static Split split(
      Holdout holdout,
      LabelledRows rows,
      Telling telling,
      OptionalLong changed,
      OptionalLong untouched) {
    long end = rows.end();
    long cut = end - holdout.size().of(end - rows.first());
    if (untouched.isPresent()) {
      long start = untouched.getAsLong();
      boolean enough = end - start >= Split.SMALLEST_CHOSEN_HOLDOUT;
      cut = start > cut && enough && telling.tells(Rows.within(start, end)) ? start : cut;
    }
    if (changed.isPresent()) {
      long recent = holdout.size().of(end - changed.getAsLong());
      long start = end - Math.max(Split.SMALLEST_CHOSEN_HOLDOUT, recent);
      cut = start > cut && telling.tells(Rows.within(start, end)) ? start : cut;
    }
    Rows training = Rows.within(rows.first(), cut);
    return new Split(
        holdout.groups() ? training.and(notIn(cut)) : training, Rows.within(cut, end), changed);
  }

  /** Of a key that reaches into the holdout, the earlier rows are left out. */
  private static String notIn(long cut) {
    return "entity NOT IN (SELECT entity FROM %s WHERE nr >= %d)"
        .formatted(LabelledRows.TABLE, cut);
  }
}
