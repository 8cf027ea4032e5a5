package io.millrace.monitoring.concept;

import org.jspecify.annotations.Nullable;

/**
 * ADWIN2 (Bifet and Gavaldà 2007, Learning from Time-Changing Data with Adaptive Windowing): the
 * window of latest errors is as long as no cut parts it into an older and a newer half whose means
 * differ by more than chance allows. What lies before such a cut is dropped, whichever mean is
 * higher; only a rise is told.
 *
 * <p>What chance allows is the paper's bound by Bernstein's inequality, with the variance of errors
 * of 0 and 1 in the whole window; of errors in between that is the most that they can vary (Bhatia
 * and Davis 2000). As in MOA, cuts are looked for at intervals, and five errors of each half do not
 * count. Unlike there, all that lies before the cut goes at once, so that one change is told once,
 * as a rule.
 *
 * @param delta how probable a change is to be seen where there is none, by the paper's bound
 * @param seen errors so far
 */
public record Adwin(double delta, long seen, Histogram window) implements Detector {

  /** Cuts are looked for after so many errors. */
  private static final int CLOCK = 32;

  /** Of each half so many errors do not count. */
  private static final int SPARED = 4;

  /** A half has more. */
  private static final int LEAST = 6;

  public static Adwin start(double delta) {
    return new Adwin(delta, 0, Histogram.EMPTY);
  }

  @Override
  public String test() {
    return "adwin";
  }

  @Override
  public Step add(double error) {
    Histogram longer = window.plus(error);
    return (seen + 1) % CLOCK == 0
        ? cut(longer)
        : new Step(new Adwin(delta, seen + 1, longer), null);
  }

  private Step cut(Histogram longer) {
    Histogram left = longer;
    Rise rise = null;
    for (Cut cut = strongest(left); cut != null; cut = strongest(left)) {
      left = left.without(cut.buckets());
      if (cut.rise() > 0) {
        rise = cut.told();
      }
    }
    return new Step(new Adwin(delta, seen + 1, left), rise);
  }

  private record Cut(int buckets, Tally older, Tally all, double allowed) {

    double rise() {
      return all.minus(older).mean() - older.mean();
    }

    double strength() {
      return Math.abs(rise()) / allowed;
    }

    Rise told() {
      return Rise.of(older, all, rise(), allowed);
    }
  }

  /** Of the cuts whose halves differ by more than is allowed; null where there is none. */
  private @Nullable Cut strongest(Histogram in) {
    Tally all = new Tally(in.width(), in.sum());
    Cut strongest = null;
    Tally older = Tally.NONE;
    int buckets = 0;
    for (int row = in.rows().length - 1; row >= 0; row--) {
      for (int i = 0; i < in.rows()[row]; i++) {
        older =
            new Tally(older.count() + Histogram.size(row), older.errors() + in.sums()[buckets++]);
        Cut cut = new Cut(buckets, older, all, allowed(older.count(), all));
        if (cut.strength() > (strongest == null ? 1 : strongest.strength())) {
          strongest = cut;
        }
      }
    }
    return strongest;
  }

  /** By how much the means of two halves may differ; without end where one is too short. */
  private double allowed(long older, Tally all) {
    long newer = all.count() - older;
    if (older <= LEAST || newer <= LEAST) {
      return Double.POSITIVE_INFINITY;
    }
    double variance = all.mean() * (1 - all.mean());
    double parts = 1.0 / (older - SPARED) + 1.0 / (newer - SPARED);
    double odds = Math.log(2 * Math.log(all.count()) / delta);
    return Math.sqrt(2 * parts * variance * odds) + 2.0 / 3 * parts * odds;
  }
}
