package io.millrace.training.prepare;

import io.millrace.problem.Prepare.By;
import io.millrace.problem.Problem;
import io.millrace.scoring.features.FittedFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What to learn from: all rows, and after a drift the rows since; where rows are plenty, the latest
 * of them, as far as these are of one world.
 */
final class Histories {

  private static final int SMALLEST_WINDOW = 2000;

  private final Problem problem;
  private final LabelledRows rows;
  private final Pool pool;
  private final OptionalInt changed;
  private final Partings partings;

  Histories(Problem problem, LabelledRows rows, Split split, List<String> classes) {
    this.problem = problem;
    this.rows = rows;
    this.pool =
        new Pool(
            rows.read(problem.data().features(), split.training(), classes),
            rows.numbers(split.training()),
            classes.size(),
            problem.prepare().holdout().groups() ? rows.groups(split.training()) : new int[0]);
    this.changed =
        split.changed().isPresent()
            ? OptionalInt.of(pool.positionOf(split.changed().getAsLong()))
            : OptionalInt.empty();
    this.partings = Partings.of(pool, problem.prepare(), problem.train().seed(), changed);
  }

  List<History> all() {
    List<History> histories = new ArrayList<>();
    histories.add(history(History.ALL, 0, _ -> 0));
    changed.ifPresent(first -> histories.add(history(History.SINCE_THE_DRIFT, first, _ -> first)));
    if (problem.prepare().holdout().by() == By.LATEST) {
      int rows = pool.size();
      for (String name : History.WINDOWS) {
        rows /= 2;
        if (pool.size() - rows > changed.orElse(0)) {
          window(name, rows).ifPresent(histories::add);
        }
      }
    }
    return List.copyOf(histories);
  }

  /**
   * As many rows before the judged ones as before the end. Empty where they are few, or lack a
   * class: half a week may be a weekend.
   */
  private Optional<History> window(String name, int rows) {
    int first = pool.size() - rows;
    if (rows < SMALLEST_WINDOW || !pool.showsEveryClass(first, pool.size())) {
      return Optional.empty();
    }
    return Optional.of(history(name, first, end -> Math.max(0, end - rows)))
        .filter(history -> showsEveryClass(history.validation()));
  }

  private boolean showsEveryClass(Validation validation) {
    return !validation.isEmpty()
        && validation.folds().stream()
            .map(fold -> fold.parting().fitting())
            .allMatch(rows -> pool.showsEveryClass(rows[0], rows[rows.length - 1] + 1));
  }

  /**
   * @param first the position of the first row
   * @param before the first row to fit on, where rows are judged from a position on
   */
  private History history(String name, int first, IntUnaryOperator before) {
    Part part = first == 0 ? pool.part() : pool.part().since(first);
    List<Fold> folds =
        partings.all().stream()
            .map(parting -> parting.fittedFrom(before.applyAsInt(parting.judging()[0])))
            .filter(pool::tells)
            .map(this::fold)
            .toList();
    return new History(
        name,
        part,
        fit(IntStream.range(first, pool.size()).toArray()),
        pool.classes(),
        new Validation(partings.scheme(), folds));
  }

  private Fold fold(Parting parting) {
    return new Fold(pool.part(), parting, fit(parting.fitting()), pool.classes());
  }

  private FittedFeatures fit(int[] positions) {
    return new Fitting(rows, problem.prepare(), rows.choose(pool.numbers(positions)))
        .fit(problem.data().features().features());
  }
}
