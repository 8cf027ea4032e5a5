package io.millrace.monitoring.compare;

import java.util.List;

/**
 * How predictions came that a window was filled from.
 *
 * @param total all that came
 * @param duplicates of an event that had been predicted before
 * @param late of an event that is older than what had its time to come
 * @param ahead of an event of a time that had not come yet
 * @param refused events beside them, which were not predicted
 */
public record Delivery(long total, long duplicates, long late, long ahead, long refused) {

  public static final Delivery NONE = new Delivery(0, 0, 0, 0, 0);

  public Delivery one() {
    return new Delivery(total + 1, duplicates, late, ahead, refused);
  }

  public Delivery oneDuplicate() {
    return new Delivery(total, duplicates + 1, late, ahead, refused);
  }

  public Delivery oneLate() {
    return new Delivery(total, duplicates, late + 1, ahead, refused);
  }

  public Delivery oneAhead() {
    return new Delivery(total, duplicates, late, ahead + 1, refused);
  }

  public Delivery oneRefused() {
    return new Delivery(total, duplicates, late, ahead, refused + 1);
  }

  /**
   * @param rows that training had, none of them so
   */
  List<Oddity> oddities(long rows) {
    return total == 0
        ? List.of()
        : List.of(
            new Oddity(Flaw.Kind.DUPLICATE, 0, rows, duplicates, total),
            new Oddity(Flaw.Kind.LATE, 0, rows, late, total),
            new Oddity(Flaw.Kind.AHEAD, 0, rows, ahead, total),
            new Oddity(Flaw.Kind.REFUSED, 0, rows, refused, total + refused));
  }
}
