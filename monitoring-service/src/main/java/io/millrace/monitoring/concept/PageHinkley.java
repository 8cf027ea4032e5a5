package io.millrace.monitoring.concept;

/**
 * The Page-Hinkley test (Page 1954, Continuous Inspection Schemes; Mouss, Mouss, Mouss and Sefouhi
 * 2004, Test of Page-Hinckley, an Approach for Fault Detection in an Agro-Alimentary Production
 * System): how far the sum of what errors are above their mean has risen from its lowest point.
 * Older errors fade, and the parameters are those of MOA.
 *
 * @param sum of what errors were above their mean and the tolerance
 * @param least that it was
 * @param before the errors up to there
 */
public record PageHinkley(Tally all, double sum, double least, Tally before) implements Detector {

  private static final int LEAST_COUNT = 30;
  private static final double TOLERANCE = 0.005;
  private static final double THRESHOLD = 50;
  private static final double FADING = 0.9999;

  public static final PageHinkley START = new PageHinkley(Tally.NONE, 0, 0, Tally.NONE);

  @Override
  public String test() {
    return "page-hinkley";
  }

  @Override
  public Step add(double error) {
    Tally more = all.plus(error);
    double higher = FADING * sum + error - more.mean() - TOLERANCE;
    if (higher <= least) {
      return new Step(new PageHinkley(more, higher, higher, more), null);
    }
    if (more.count() >= LEAST_COUNT && higher - least > THRESHOLD) {
      return new Step(START, Rise.of(before, more, higher - least, THRESHOLD));
    }
    return new Step(new PageHinkley(more, higher, least, before), null);
  }
}
