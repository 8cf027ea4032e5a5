package io.millrace.monitoring.compare;

import java.util.List;

/**
 * How predictions came that a window was filled from.
 *
 * @param total all that came
 * @param again of an event that had been predicted before
 * @param late of an event that is older than what had its time to come
 * @param ahead of an event of a time that had not come yet
 */
public record Delivery(long total, long again, long late, long ahead) {

  public static final Delivery NONE = new Delivery(0, 0, 0, 0);

  public Delivery one() {
    return new Delivery(total + 1, again, late, ahead);
  }

  public Delivery oneAgain() {
    return new Delivery(total, again + 1, late, ahead);
  }

  public Delivery oneLate() {
    return new Delivery(total, again, late + 1, ahead);
  }

  public Delivery oneAhead() {
    return new Delivery(total, again, late, ahead + 1);
  }

  /**
   * @param rows that training had, none of them so
   */
  List<Oddity> oddities(long rows) {
    return total == 0
        ? List.of()
        : List.of(
            new Oddity(Flaw.Kind.AGAIN, 0, rows, again, total),
            new Oddity(Flaw.Kind.LATE, 0, rows, late, total),
            new Oddity(Flaw.Kind.AHEAD, 0, rows, ahead, total));
  }
}
