package io.millrace.monitoring.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the answers still differ by the features that they differed by.
 *
 * @param gain normalised discounted cumulative gain of the ranking now: 1 where it is as it was
 * @param features those that have or had the largest shares first
 */
public record AttributionVerdict(double gain, List<FeatureShare> features) {

  /** The least gain that is of no consequence, as others have it. */
  public static final double ENOUGH = 0.9;

  public AttributionVerdict {
    features = List.copyOf(features);
  }

  /**
   * How much of the answers' variance a feature explains.
   *
   * @param then in the baseline
   * @param now in the window
   * @param allowed how far the two may be apart by chance
   * @param changed whether they are farther apart, and a larger share explains more than it did
   */
  public record FeatureShare(
      String feature, double then, double now, double allowed, boolean changed) {

    double difference() {
      return Math.abs(now - then);
    }
  }

  public boolean drifted() {
    return gain < ENOUGH;
  }

  /** Those whose share changed, the one that changed most first. */
  public List<FeatureShare> changed() {
    return features.stream()
        .filter(FeatureShare::changed)
        .sorted(Comparator.comparingDouble(FeatureShare::difference).reversed())
        .toList();
  }

  /**
   * What speaks for drift; nothing where there is none.
   *
   * @param target under which the loss of gain is told
   */
  public List<Finding> evidence(String target) {
    if (!drifted()) {
      return List.of();
    }
    List<Finding> evidence = new ArrayList<>();
    evidence.add(new Finding(target, Finding.NDCG_LOSS, 1 - gain, 1 - ENOUGH));
    changed().stream()
        .map(f -> new Finding(f.feature(), Finding.ATTRIBUTION, f.difference(), f.allowed()))
        .forEach(evidence::add);
    evidence.sort(Comparator.comparingDouble(Finding::strength).reversed());
    return evidence;
  }
}
