package io.millrace.training.prepare;

import io.millrace.event.Feature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for features that tell the target in a way that no later event will, or that tell nothing.
 * What it finds is a reason to look, and stops nothing.
 */
final class Suspects {

  /** Below this, what looks like a rule is chance. */
  private static final int FEWEST_ROWS = 100;

  private final Sample sample;
  private final String target;

  private Suspects(Sample sample, String target) {
    this.sample = sample;
    this.target = target;
  }

  static List<Warning> in(Sample sample, String target) {
    return sample.size() < FEWEST_ROWS ? List.of() : new Suspects(sample, target).find();
  }

  private List<Warning> find() {
    List<Warning> found = new ArrayList<>();
    Flags flags = new Flags(sample, target);
    Sums sums = new Sums(sample, target);
    Giveaway giveaway = new Giveaway(sample, target);
    Set<String> explained = new HashSet<>();
    for (int i = 0; i < sample.features().size(); i++) {
      Feature feature = sample.features().get(i);
      double[] column = sample.column(i);
      List<Warning> empty = Emptiness.of(feature, column, sample.of());
      if (!empty.isEmpty()) {
        found.addAll(empty);
        continue;
      }
      List<Warning> telling = giveaway.of(feature, column);
      if (!telling.isEmpty()) {
        explained.add(feature.name());
      }
      found.addAll(telling);
      flags.look(feature.name(), column);
      if (!(feature instanceof Feature.Category) && telling.isEmpty()) {
        sums.look(feature.name(), column);
      }
    }
    found.addAll(flags.findings(explained));
    found.addAll(sums.findings());
    return List.copyOf(found);
  }
}
