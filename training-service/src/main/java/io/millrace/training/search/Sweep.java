package io.millrace.training.search;

import io.millrace.problem.Search;
import io.millrace.problem.Train.Algorithm;
import io.millrace.training.search.Sampler.Tried;
import io.millrace.training.train.Trainer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * What a search does next, by what has come of it so far. It knows no clock and no threads: the
 * same trials told in the same order give the same search.
 */
final class Sweep {

  private final Search stated;
  private final Map<Algorithm, Proposer> proposers = new EnumMap<>(Algorithm.class);
  private final Map<Algorithm, Stopping> stoppings = new EnumMap<>(Algorithm.class);
  private final Map<Algorithm, List<Tried>> tried = new EnumMap<>(Algorithm.class);
  private final Queue<Proposal> defaults = new ArrayDeque<>();
  private final Queue<Algorithm> turns = new ArrayDeque<>();
  private final Map<Integer, double[]> points = new java.util.HashMap<>();
  private int proposed;

  Sweep(Search stated, List<Trainer> trainers, List<Material> materials, long seed) {
    this.stated = stated;
    List<List<Proposal>> all = new ArrayList<>();
    for (Trainer trainer : trainers) {
      Algorithm algorithm = trainer.algorithm();
      Proposer proposer =
          new Proposer(
              trainer,
              materials,
              Optional.ofNullable(stated.space().get(algorithm)),
              stated.sampling(),
              new SplittableRandom(seed + 31L * algorithm.ordinal()));
      proposers.put(algorithm, proposer);
      stoppings.put(algorithm, new Stopping(stated.earlyTermination(), stated.metric()));
      tried.put(algorithm, new ArrayList<>());
      turns.add(algorithm);
      all.add(proposer.defaults());
    }
    for (int i = 0; i < materials.size(); i++) {
      for (List<Proposal> each : all) {
        defaults.add(each.get(i));
      }
    }
  }

  /** The defaults of each algorithm first, then the algorithms in turn. */
  Optional<Proposal> next() {
    Proposal first = defaults.poll();
    if (first != null) {
      return Optional.of(told(first));
    }
    while (proposed < stated.limits().trials() && !turns.isEmpty()) {
      Algorithm algorithm = turns.remove();
      Optional<Proposal> next =
          java.util.Objects.requireNonNull(proposers.get(algorithm)).next(tried(algorithm));
      if (next.isPresent()) {
        turns.add(algorithm);
        return next.map(this::told);
      }
    }
    return Optional.empty();
  }

  private Proposal told(Proposal proposal) {
    proposed++;
    points.put(proposed, proposal.point());
    return proposal;
  }

  /** The next evaluation after which a trial's fate is decided. */
  int nextLook(Algorithm algorithm, int after) {
    return stopping(algorithm).next(after);
  }

  /** Whether a trial that has come to an evaluation goes on. */
  boolean goesOn(Algorithm algorithm, int trial, List<Evaluation> curve) {
    stopping(algorithm).sees(trial, curve);
    return stopping(algorithm).goesOn(trial, curve.size());
  }

  /** Takes note of a trial that has ended. */
  void ended(Trial trial) {
    if (trial.end() == End.FINISHED) {
      stopping(trial.algorithm()).completes(trial.number(), trial.curve());
    } else {
      stopping(trial.algorithm()).sees(trial.number(), trial.curve());
    }
    double[] point = points.getOrDefault(trial.number(), new double[0]);
    if (point.length > 0) {
      tried(trial.algorithm()).add(new Tried(point, trial.standing(stated.metric())));
    }
  }

  private Stopping stopping(Algorithm algorithm) {
    return java.util.Objects.requireNonNull(stoppings.get(algorithm));
  }

  private List<Tried> tried(Algorithm algorithm) {
    return java.util.Objects.requireNonNull(tried.get(algorithm));
  }
}
