package io.millrace.monitoring.compare;

import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A number's baseline. Missing values are a bin of PSI, and a two-by-two test of their own. */
final class NumberReference implements Reference {

  private final double count;
  private final double missing;
  private final double[] points;

  /** How far off a rank taken from the points may be; nothing where they are all the values. */
  private final double rankError;

  private final Bins bins;
  private final double[] expected;

  /**
   * @param baseline with at least one value
   */
  NumberReference(FeatureBaseline.Numbers baseline) {
    this.count = baseline.count();
    this.missing = baseline.missing();
    this.points = baseline.knots().stream().mapToDouble(Double::doubleValue).toArray();
    this.rankError = points.length < count ? 1.0 / points.length : 0;
    this.bins = Bins.of(points);
    this.expected = withMissing(scaled(bins.counts(points), count / points.length), missing);
  }

  @Override
  public List<Finding> compare(String feature, Column column, double alpha) {
    return switch (column) {
      case Column.Words _ -> List.of();
      case Column.Numbers numbers -> compare(feature, numbers.values(), alpha);
    };
  }

  private List<Finding> compare(String feature, double[] values, double alpha) {
    double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    Arrays.sort(present);
    double absent = values.length - present.length;
    double[] actual = withMissing(bins.counts(present), absent);
    List<Finding> findings = new ArrayList<>(3);
    findings.add(Psi.find(feature, Counts.pooled(expected, actual), alpha));
    if (present.length > 0) {
      findings.add(
          new Finding(
              feature,
              Finding.KOLMOGOROV_SMIRNOV,
              KolmogorovSmirnov.distance(points, present),
              KolmogorovSmirnov.critical(count, present.length, alpha) + rankError));
    }
    Counts presence =
        Counts.pooled(new double[] {count, missing}, new double[] {present.length, absent});
    ChiSquared.find(feature, presence, alpha).ifPresent(findings::add);
    return findings;
  }

  private static double[] withMissing(double[] counts, double missing) {
    double[] all = Arrays.copyOf(counts, counts.length + 1);
    all[counts.length] = missing;
    return all;
  }

  private static double[] scaled(double[] counts, double factor) {
    return Arrays.stream(counts).map(value -> value * factor).toArray();
  }
}
