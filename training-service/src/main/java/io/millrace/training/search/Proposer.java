package io.millrace.training.search;

import io.millrace.problem.Distribution;
import io.millrace.problem.Search.Sampling;
import io.millrace.problem.Tunable;
import io.millrace.training.search.Sampler.Tried;
import io.millrace.training.train.Parameters;
import io.millrace.training.train.Trainer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What to try next of one algorithm: its parameters, and the history to learn from. Nothing is
 * proposed twice.
 */
final class Proposer {

  private static final int REPEATS = 50;

  private final Trainer trainer;
  private final List<Material> materials;
  private final TreeMap<String, Distribution> space;
  private final Sampler sampler;
  private final Set<List<Object>> proposed = new HashSet<>();

  /**
   * @param stated the space of the problem file; empty where it has none for this algorithm
   */
  Proposer(
      Trainer trainer,
      List<Material> materials,
      Optional<Map<String, Distribution>> stated,
      Sampling sampling,
      SplittableRandom random) {
    this.trainer = trainer;
    this.materials = materials;
    this.space = new TreeMap<>(stated.orElseGet(() -> trainer.space(materials.getFirst().shape())));
    List<Axis> axes = new ArrayList<>();
    axes.add(new Axis(new Distribution.Choice(histories())));
    space.values().forEach(distribution -> axes.add(new Axis(distribution)));
    this.sampler =
        switch (sampling) {
          case RANDOM -> new RandomSampler(axes.size(), random);
          case SOBOL -> new SobolSampler(axes.size(), random);
          case GRID -> new GridSampler(axes);
          case BAYESIAN -> new ParzenSampler(axes, random);
        };
  }

  private List<Object> histories() {
    return materials.stream().<Object>map(Material::history).toList();
  }

  /** The defaults on each history. */
  List<Proposal> defaults() {
    List<Proposal> defaults = new ArrayList<>();
    for (Material material : materials) {
      Parameters parameters = trainer.defaults(material.shape());
      proposed.add(List.of(material.history(), parameters));
      defaults.add(
          new Proposal(trainer.algorithm(), material.history(), parameters, new double[0]));
    }
    return defaults;
  }

  /** Empty where nothing new is left. */
  Optional<Proposal> next(List<Tried> tried) {
    if (space.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < REPEATS; i++) {
      Optional<Proposal> proposal = sampler.next(tried).map(this::at);
      if (proposal.isEmpty()) {
        return proposal;
      }
      if (proposed.add(List.of(proposal.get().history(), proposal.get().parameters()))) {
        return proposal;
      }
    }
    return Optional.empty();
  }

  private Proposal at(double[] point) {
    Material material = materials.get(Quantile.part(point[0], materials.size()));
    Map<String, Object> values = new TreeMap<>();
    int axis = 1;
    for (Map.Entry<String, Distribution> entry : space.entrySet()) {
      values.put(
          entry.getKey(), fitting(entry.getKey(), Quantile.of(entry.getValue(), point[axis++])));
    }
    return new Proposal(
        trainer.algorithm(),
        material.history(),
        trainer.defaults(material.shape()).with(values),
        point);
  }

  /** Within the parameter's bounds, and whole where it has to be. */
  private Object fitting(String name, Object value) {
    for (Tunable tunable : trainer.algorithm().tunables()) {
      if (tunable.name().equals(name)
          && tunable instanceof Tunable.Numeric numeric
          && value instanceof Number number) {
        double clamped = Math.clamp(number.doubleValue(), numeric.least(), numeric.most());
        return numeric.whole() ? (Object) (int) Math.rint(clamped) : (Object) clamped;
      }
    }
    return value;
  }
}
