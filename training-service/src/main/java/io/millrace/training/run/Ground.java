package io.millrace.training.run;

import io.millrace.problem.Problem;
import io.millrace.scoring.features.RowBatch;
import io.millrace.training.evaluate.Baselines;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.prepare.Limits;
import io.millrace.training.prepare.Part;
import io.millrace.training.prepare.Preparation;
import io.millrace.training.prepare.Preparer;
import io.millrace.training.prepare.Warning;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The landed rows that a model from elsewhere is seen against.
 *
 * @param world rows that its baseline is made of
 * @param judged rows that it answers here
 * @param labels the labels that have landed, in alphabetical order; empty for numbers, and where
 *     none have
 * @param truth by which it can be measured; empty where too few labels have landed
 */
record Ground(
    Part world, Part judged, List<String> labels, Optional<Truth> truth, List<Warning> warnings) {

  /** As many parts the rows have; the last one is judged. */
  private static final int PARTS = 5;

  private static final int MOST_WORDS = 2_000;

  /**
   * @param previous the target of the row before each of those that are judged
   */
  @SuppressWarnings("ArrayRecordComponent") // a column, never compared
  record Truth(double[] previous, long duplicates) {}

  /** Empty where no event has landed. */
  static Optional<Ground> of(Problem problem, List<Path> events, List<Path> truths, Limits limits) {
    Preparer preparer = new Preparer(limits);
    Preparer.Request request =
        new Preparer.Request(
            problem,
            problem.data().features(),
            events,
            truths,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return switch (preparer.prepare(request)) {
      case Preparation.Ready ready ->
          Optional.of(
              new Ground(
                  ready.histories().getFirst().part(),
                  ready.holdout(),
                  ready.classes(),
                  Optional.of(new Truth(ready.previous(), ready.duplicates())),
                  ready.warnings()));
      case Preparation.NotYet(String reason, var _) ->
          events.isEmpty()
              ? Optional.empty()
              : unlabelled(problem, preparer.unlabelled(problem, events), reason);
    };
  }

  private static Optional<Ground> unlabelled(Problem problem, Part rows, String reason) {
    if (rows.size() == 0) {
      return Optional.empty();
    }
    int first = rows.size() - Math.ceilDiv(rows.size(), PARTS);
    return Optional.of(
        new Ground(
            first == 0 ? rows : rows.until(first),
            rows.since(first),
            List.of(),
            Optional.empty(),
            List.of(
                new Warning(
                    "unlabelled:" + problem.define().target(),
                    "how good it is nobody knows: " + reason))));
  }

  /** The words that each category took. */
  TreeMap<String, List<String>> words() {
    TreeMap<String, List<String>> words = new TreeMap<>();
    RowBatch rows = world.rows();
    rows.schema()
        .features()
        .forEach(
            feature -> {
              if (feature instanceof io.millrace.event.Feature.Category category) {
                TreeSet<String> known = new TreeSet<>(category.values());
                @Nullable String[] values = rows.categories(rows.indexOf(category.name()));
                for (int row = 0; row < rows.size() && known.size() < MOST_WORDS; row++) {
                  if (values[row] != null && !values[row].isEmpty()) {
                    known.add(values[row]);
                  }
                }
                words.put(category.name(), List.copyOf(known));
              }
            });
    return words;
  }

  /** The judged rows' true values, by the places of a model's own classes. */
  Holdout holdout(Problem problem, List<String> classes) {
    return new Holdout(problem, classes, places(judged.targets(), classes));
  }

  /** Of answers that take no learning. */
  Baselines naive(Truth known, Holdout holdout) {
    return Baselines.of(
        places(world.targets(), holdout.classes()),
        places(known.previous(), holdout.classes()),
        holdout);
  }

  private double[] places(double[] targets, List<String> classes) {
    if (classes.isEmpty()) {
      return targets;
    }
    int[] theirs = labels.stream().mapToInt(classes::indexOf).toArray();
    double[] places = new double[targets.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = Double.isNaN(targets[i]) ? Double.NaN : theirs[(int) targets[i]];
    }
    return places;
  }
}
