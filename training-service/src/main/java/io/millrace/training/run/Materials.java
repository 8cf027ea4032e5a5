package io.millrace.training.run;

import io.millrace.training.prepare.Fold;
import io.millrace.training.prepare.History;
import io.millrace.training.search.Material;
import java.util.Arrays;
import java.util.List;

/** What trials learn from and are judged on: the folds of those histories that judge the same. */
final class Materials {

  private Materials() {}

  /** Empty where no rows can tell one trial from another. */
  static List<Material> of(List<History> histories) {
    List<History> judging =
        histories.stream().filter(each -> !each.validation().isEmpty()).toList();
    return judging.stream()
        .filter(each -> Arrays.equals(judged(each), judged(judging.getFirst())))
        .map(Materials::material)
        .toList();
  }

  private static int[] judged(History history) {
    return history.validation().folds().stream()
        .flatMapToInt(fold -> Arrays.stream(fold.parting().judging()))
        .toArray();
  }

  private static Material material(History history) {
    return new Material(
        history.name(), history.validation().folds().stream().map(Materials::fold).toList());
  }

  private static Material.Fold fold(Fold fold) {
    return new Material.Fold(fold.fitting(), fold.judging());
  }
}
