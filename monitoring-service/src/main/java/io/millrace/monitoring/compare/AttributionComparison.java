package io.millrace.monitoring.compare;

import io.millrace.scoring.baseline.Attribution;
import io.millrace.scoring.baseline.BinSums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Compares by which features a window's answers differ with those by which the baseline's did.
 * Features are ranked by their share of the answers' variance. One whose share differs by no more
 * than chance allows, corrected over features, keeps the share that it had; so where nothing has
 * drifted the ranking is the baseline's, but in one window of a hundred at most.
 */
public final class AttributionComparison {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private final Attribution baseline;

  public AttributionComparison(Attribution baseline) {
    this.baseline = baseline;
  }

  private record Pair(String feature, Share then, Share now) {

    /** A share may have grown only since others are gone: then it explains no more than it did. */
    double p() {
      double share = p(then.ofAll(), now.ofAll());
      return now.ofAll().value() > then.ofAll().value()
          ? Math.max(share, p(then.variance(), now.variance()))
          : share;
    }

    private static double p(Estimate then, Estimate now) {
      double apart = then.apart(now);
      return apart == 0 ? 1 : 2 * NORMAL.cumulativeProbability(-apart / then.deviation(now));
    }

    AttributionVerdict.FeatureShare at(double level) {
      return new AttributionVerdict.FeatureShare(
          feature,
          then.ofAll().value(),
          now.ofAll().value(),
          then.ofAll().deviation(now.ofAll()) * -NORMAL.inverseCumulativeProbability(level / 2),
          p() <= level);
    }

    double worth() {
      return then.ofAll().told();
    }

    /** What it is ranked by. */
    double ranked(double level) {
      return p() <= level ? now.ofAll().told() : worth();
    }
  }

  /** Empty where answers differ in the one or the other by no feature. */
  public Optional<AttributionVerdict> compare(Spread window) {
    List<Pair> pairs = new ArrayList<>();
    baseline
        .features()
        .forEach(
            (name, then) -> {
              BinSums now = window.features().get(name);
              if (now != null && now.bins() == then.bins().size()) {
                pair(name, then.sums(), now).ifPresent(pairs::add);
              }
            });
    return pairs.stream().anyMatch(pair -> pair.worth() > 0)
        ? Optional.of(compare(pairs))
        : Optional.empty();
  }

  private static Optional<Pair> pair(String feature, BinSums then, BinSums now) {
    return Share.of(then)
        .flatMap(before -> Share.of(now).map(after -> new Pair(feature, before, after)));
  }

  private static AttributionVerdict compare(List<Pair> pairs) {
    double level =
        FalseDiscovery.level(
            pairs.stream().mapToDouble(Pair::p).toArray(), Comparison.FALSE_ALARMS);
    double[] worth = pairs.stream().mapToDouble(Pair::worth).toArray();
    double[] ranked =
        IntStream.range(0, worth.length).mapToDouble(i -> pairs.get(i).ranked(level)).toArray();
    return new AttributionVerdict(
        RankedGain.of(worth, ranked),
        pairs.stream()
            .map(pair -> pair.at(level))
            .sorted(
                Comparator.comparingDouble(
                        (AttributionVerdict.FeatureShare f) -> Math.max(f.then(), f.now()))
                    .reversed())
            .toList());
  }
}
