package io.millrace.problem;

import io.millrace.problem.Prepare.By;
import io.millrace.problem.Prepare.Holdout;
import io.millrace.problem.Prepare.Size;
import io.millrace.problem.Prepare.Validation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code holdout: {latest: 20%}}, {@code holdout: {latest: 500 rows}} and {@code validation:
 * {folds: 5}}.
 */
final class SplitReader {

  private static final double DEFAULT_SHARE = 0.2;
  private static final double LARGEST_SHARE = 0.5;
  private static final int MOST_FOLDS = 20;
  private static final int FEWEST_ROWS = 100;

  private final Data data;
  private final Optional<Task> task;

  SplitReader(Data data, Optional<Task> task) {
    this.data = data;
    this.task = task;
  }

  Holdout holdout(Section holdout) {
    List<Kind> kinds =
        Arrays.stream(By.values()).map(by -> new Kind(by, holdout.at(by.word()))).toList();
    List<Kind> named = kinds.stream().filter(kind -> !kind.node.isAbsent()).toList();
    Kind kind = named.isEmpty() ? kinds.getFirst() : named.getFirst();
    By by = kind.by;
    Size size = by == By.LATEST ? latest(kind.node) : share(kind.node, "");
    named.stream()
        .skip(1)
        .forEach(
            other -> other.node.refuseSaying("a second kind", "one of latest, random, stratified"));
    if (by == By.STRATIFIED && task.filter(Task::isOfNumbers).isPresent()) {
      kind.node.refuseSaying("a regression, which has no classes", "latest or random");
    }
    boolean groups = groups(holdout.at("groups"), by);
    holdout.end();
    return new Holdout(by, size, groups);
  }

  private static Size latest(Node node) {
    return Quantity.isCount(node)
        ? new Size.Rows(Quantity.count(node, "row", FEWEST_ROWS).orElse(FEWEST_ROWS))
        : share(node, "; or a count, such as '500 rows'");
  }

  private static Size share(Node node, String instead) {
    return new Size.Share(Quantity.share(node, LARGEST_SHARE, instead).orElse(DEFAULT_SHARE));
  }

  /** Drawn at random, rows of one device on both sides would tell the model what it is asked. */
  private boolean groups(Node node, By by) {
    Optional<Boolean> told = node.flag();
    if (told.orElse(false) && data.key().isEmpty()) {
      node.refuse("false, unless data.key names the field whose rows belong together");
    }
    return told.orElse(by != By.LATEST && data.key().isPresent());
  }

  Validation validation(Section validation) {
    Node share = validation.at("share");
    Node folds = validation.at("folds");
    validation.end();
    if (!share.isAbsent() && !folds.isAbsent()) {
      folds.refuseSaying("folds beside a share", "one of share, folds");
    }
    if (!folds.isAbsent()) {
      String allowed = "a whole number from 2 to " + MOST_FOLDS;
      long count = folds.whole(allowed).orElse(2);
      if (count < 2 || count > MOST_FOLDS) {
        folds.refuse(allowed);
      }
      return new Validation.Folds((int) Math.clamp(count, 2, MOST_FOLDS));
    }
    return share.isAbsent()
        ? new Validation.Automatic()
        : new Validation.Share(Quantity.share(share, LARGEST_SHARE).orElse(DEFAULT_SHARE));
  }

  private record Kind(By by, Node node) {}
}
