package io.millrace.monitoring.concept;

/**
 * The drift detection method (Gama, Medas, Castillo and Rodrigues 2004, Learning with Drift
 * Detection): the share of errors and its standard deviation together are three standard deviations
 * above the lowest that they were. As long as no error has been seen nothing is the lowest: after a
 * start without any, the first error would be a drift.
 *
 * @param before the errors up to where the share was lowest
 */
public record Ddm(Tally all, Tally before) implements Detector {

  private static final int LEAST_COUNT = 30;
  private static final double DEVIATIONS = 3;

  public static final Ddm START = new Ddm(Tally.NONE, Tally.NONE);

  @Override
  public String test() {
    return "ddm";
  }

  @Override
  public Step add(double error) {
    Tally more = all.plus(error);
    if (more.count() < LEAST_COUNT || more.errors() == 0) {
      return new Step(new Ddm(more, Tally.NONE), null);
    }
    double level = more.mean() + deviation(more);
    if (before.count() == 0 || level <= before.mean() + deviation(before)) {
      return new Step(new Ddm(more, more), null);
    }
    double threshold = before.mean() + DEVIATIONS * deviation(before);
    return level > threshold
        ? new Step(START, Rise.of(before, more, level, threshold))
        : new Step(new Ddm(more, before), null);
  }

  private static double deviation(Tally tally) {
    return Math.sqrt(tally.mean() * (1 - tally.mean()) / tally.count());
  }
}
