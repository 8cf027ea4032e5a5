package io.millrace.monitoring.compare;

import io.millrace.problem.Monitor;
import io.millrace.scoring.baseline.FeatureBaseline;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A number's baseline. Missing values are a bin, and a two-by-two test of their own. */
final class NumberReference implements Reference {

  /** So much of the baseline's range lies beyond it without being out of range. */
  private static final double MARGIN = 0.1;

  private final double missing;
  private final Ranks baseline;

  /** How far off a rank taken from the points may be; nothing where they are all the values. */
  private final double rankError;

  /** Beyond these a value is out of range. */
  private final double lowest;

  private final double highest;

  private final Distribution.Spread usual;
  private final Bins bins;
  private final Wasserstein wasserstein;

  /**
   * @param baseline with at least one value
   */
  NumberReference(FeatureBaseline.Numbers baseline) {
    double[] points = baseline.knots().stream().mapToDouble(Double::doubleValue).toArray();
    this.missing = baseline.missing();
    this.baseline = Ranks.of(points, baseline.count());
    this.rankError = points.length < baseline.count() ? 1.0 / points.length : 0;
    double margin = MARGIN * (baseline.max() - baseline.min());
    this.lowest = baseline.min() - margin;
    this.highest = baseline.max() + margin;
    this.usual =
        new Distribution.Spread(
            baseline.min(),
            this.baseline.quantile(0.25),
            this.baseline.quantile(0.5),
            this.baseline.quantile(0.75),
            baseline.max());
    this.bins = Bins.of(this.baseline);
    this.wasserstein = new Wasserstein(this.baseline);
  }

  @Override
  public List<Question> ask(Column column, Monitor.Test test) {
    return switch (column) {
      case WordColumn _ -> List.of();
      case NumberColumn numbers -> ask(numbers.ranks(), numbers.absent(), possible(test));
    };
  }

  @Override
  public List<Oddity> oddities(Column column) {
    return switch (column) {
      case WordColumn _ -> List.of();
      case NumberColumn numbers -> oddities(numbers.ranks(), numbers.absent());
    };
  }

  @Override
  public Optional<Distribution> distribution(String name, Column column) {
    return switch (column) {
      case WordColumn _ -> Optional.empty();
      case NumberColumn numbers ->
          Optional.of(
              new Distribution(
                  name,
                  bins.ends(),
                  null,
                  whole(withMissing(bins.counts(baseline), missing)),
                  whole(withMissing(bins.counts(numbers.all()), numbers.missing())),
                  usual,
                  numbers.spread()));
    };
  }

  private static List<Long> whole(double[] counts) {
    return Arrays.stream(counts).mapToLong(Math::round).boxed().toList();
  }

  private List<Oddity> oddities(Ranks window, double absent) {
    double m = baseline.count();
    double n = window.count();
    Oddity gone = new Oddity(Flaw.Kind.MISSING, missing, m + missing, absent, n + absent);
    if (window.isEmpty()) {
      return List.of(gone);
    }
    double outside = n - window.countAtMost(highest) + window.countAtMost(Math.nextDown(lowest));
    return List.of(gone, new Oddity(Flaw.Kind.OUT_OF_RANGE, 0, m, outside, n));
  }

  /** A constant has no deviation in which a distance could be measured. */
  private Monitor.Test possible(Monitor.Test test) {
    boolean none = test == Monitor.Test.WASSERSTEIN && !wasserstein.isDefined();
    return none ? Monitor.Test.JENSEN_SHANNON : test;
  }

  private List<Question> ask(Ranks window, double absent, Monitor.Test test) {
    return switch (test) {
      case AUTO ->
          List.of(
              binned(window, absent, Monitor.Test.PSI),
              ranked(window, absent, Monitor.Test.KOLMOGOROV_SMIRNOV));
      case KOLMOGOROV_SMIRNOV, WASSERSTEIN -> List.of(ranked(window, absent, test));
      case PSI, JENSEN_SHANNON, HELLINGER, CHI_SQUARED -> List.of(binned(window, absent, test));
    };
  }

  private Question binned(Ranks window, double absent, Monitor.Test test) {
    Counts counts =
        Counts.pooled(
            withMissing(bins.counts(baseline), missing), withMissing(bins.counts(window), absent));
    return Question.of(Reference.measure(counts, test));
  }

  /** By the order of the values that are there, or by how many are not. */
  private Question ranked(Ranks window, double absent, Monitor.Test test) {
    Counts presence =
        Counts.pooled(
            new double[] {baseline.count(), missing}, new double[] {window.count(), absent});
    Optional<Measurement> order =
        window.isEmpty()
            ? Optional.empty()
            : Optional.of(
                test == Monitor.Test.WASSERSTEIN
                    ? wasserstein.measure(window)
                    : KolmogorovSmirnov.measure(baseline, window, rankError));
    return Question.of(order, Reference.measure(presence, test));
  }

  private static double[] withMissing(double[] counts, double missing) {
    double[] all = Arrays.copyOf(counts, counts.length + 1);
    all[counts.length] = missing;
    return all;
  }
}
