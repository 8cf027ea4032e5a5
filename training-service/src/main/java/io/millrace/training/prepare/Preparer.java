package io.millrace.training.prepare;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes histories and a holdout out of landed files. */
public final class Preparer {

  private static final int MOST_CLASSES = 200;

  private final Limits limits;

  public Preparer(Limits limits) {
    this.limits = limits;
  }

  /**
   * What to prepare.
   *
   * @param alsoNeeded features that only the champion takes
   * @param labelsSince ground truths that came before are of something else
   * @param change when the world became another
   * @param fresh from when on no row was used to train the champion
   */
  public record Request(
      Problem problem,
      Schema alsoNeeded,
      List<Path> events,
      List<Path> truths,
      Optional<Instant> labelsSince,
      Optional<Change> change,
      Optional<Instant> fresh) {}

  public Preparation prepare(Request request) {
    if (request.events().isEmpty() || request.truths().isEmpty()) {
      return new Preparation.NotYet("no event with its ground truth has landed yet");
    }
    Problem problem = request.problem();
    Schema schema = union(problem.data().features(), request.alsoNeeded());
    try (LabelledRows rows =
        new LabelledRows(
            schema, problem, request.events(), request.truths(), request.labelsSince(), limits)) {
      return switch (Split.of(problem, rows, request.change(), request.fresh())) {
        case Split.Attempt.NotYet(String reason, Long awaited) ->
            new Preparation.NotYet(reason, awaited);
        case Split.Attempt.Made(Split split) -> prepare(problem, rows, split);
      };
    }
  }

  /** The latest rows in the order of time, whether their targets are known or not: all are NaN. */
  public Part unlabelled(Problem problem, List<Path> events) {
    Schema schema = problem.data().features();
    try (LabelledRows rows = new LabelledRows(schema, problem, events, limits)) {
      return rows.read(schema, Rows.within(rows.first(), rows.end()), List.of());
    }
  }

  private static Preparation prepare(Problem problem, LabelledRows rows, Split split) {
    List<String> classes =
        problem.define().task().isOfNumbers()
            ? List.of()
            : List.copyOf(rows.labels(Rows.within(rows.first(), rows.end())).keySet());
    if (classes.size() > MOST_CLASSES) {
      return new Preparation.NotYet(
          "%s has %,d different labels, more than %d: is the task regression?"
              .formatted(problem.define().target(), classes.size(), MOST_CLASSES));
    }
    return new Preparation.Ready(
        classes,
        new Histories(problem, rows, split, classes).all(),
        rows.read(problem.data().features(), split.holdout(), classes),
        rows.read(rows.schema(), split.holdout(), classes),
        rows.previous(split.holdout(), classes),
        rows.landed(),
        rows.duplicates(),
        rows.end() - rows.first(),
        split.sinceChange(),
        Suspects.in(Sample.of(rows, problem, classes), problem.define().target()));
  }

  private static Schema union(Schema own, Schema also) {
    Map<String, Feature> features = new LinkedHashMap<>();
    own.features().forEach(feature -> features.put(feature.name(), feature));
    also.features().forEach(feature -> features.putIfAbsent(feature.name(), feature));
    return new Schema(List.copyOf(features.values()));
  }
}
