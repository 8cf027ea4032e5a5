package io.millrace.monitoring.concept;

/**
 * HDDM with the A-test (Frías-Blanco, Campo-Ávila, Ramos-Jiménez, Morales-Bueno, Ortiz-Díaz and
 * Caballero-Mota 2015, Online and Non-Parametric Drift Detection Methods Based on Hoeffding's
 * Bounds), one-sided: the mean of all errors against that up to the point where its upper bound was
 * lowest.
 *
 * @param before the errors up to that point
 */
public record HddmA(Tally all, Tally before) implements Detector {

  private static final double CONFIDENCE = 0.001;

  public static final HddmA START = new HddmA(Tally.NONE, Tally.NONE);

  @Override
  public String test() {
    return "hddm-a";
  }

  @Override
  public Step add(double error) {
    Tally more = all.plus(error);
    if (before.count() == 0 || upper(more) <= upper(before)) {
      return new Step(new HddmA(more, more), null);
    }
    double rise = more.mean() - before.mean();
    double shares = 1.0 / before.count() - 1.0 / more.count();
    double threshold = Math.sqrt(shares / 2 * Math.log(2 / CONFIDENCE));
    return rise >= threshold
        ? new Step(START, Rise.of(before, more, rise, threshold))
        : new Step(new HddmA(more, before), null);
  }

  private static double upper(Tally tally) {
    return tally.mean() + Math.sqrt(Math.log(1 / CONFIDENCE) / (2 * tally.count()));
  }
}
