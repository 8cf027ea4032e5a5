package io.millrace.training.promote;

import io.millrace.event.Feature;
import io.millrace.event.Feature.Bool;
import io.millrace.event.Feature.Category;
import io.millrace.event.Feature.Range;
import io.millrace.problem.Define;
import io.millrace.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What two environments' statements of a problem differ in, as far as a model depends on it: what
 * it predicts, and what it is given. How it is trained, deployed and watched is each environment's
 * own.
 */
final class Differences {

  private final List<String> found = new ArrayList<>();

  private Differences() {}

  /**
   * @param there as the package says it
   * @return a plain sentence part each; empty where the model answers the same question
   */
  static List<String> between(Problem here, Problem there) {
    Differences differences = new Differences();
    differences.compare("problem", here.name().value(), there.name().value());
    differences.defined(here.define(), there.define());
    differences.compare("data.time", word(here.data().time()), word(there.data().time()));
    differences.compare("data.key", word(here.data().key()), word(there.data().key()));
    differences.features(here, there);
    return List.copyOf(differences.found);
  }

  private void defined(Define here, Define there) {
    compare("define.task", here.task().word(), there.task().word());
    compare("define.target", here.target(), there.target());
    compare("define.positive", word(here.positive()), word(there.positive()));
    compare("define.horizon", horizon(here), horizon(there));
  }

  private static String horizon(Define define) {
    return word(define.forecast().map(forecast -> forecast.steps() + " steps"));
  }

  private void features(Problem here, Problem there) {
    Set<String> names = new LinkedHashSet<>(here.data().features().names());
    names.addAll(there.data().features().names());
    for (String name : names) {
      compare(
          "data.features." + name,
          word(here.data().features().find(name).map(Differences::word)),
          word(there.data().features().find(name).map(Differences::word)));
    }
    if (found.isEmpty()) {
      compare(
          "the order of data.features",
          String.join(", ", here.data().features().names()),
          String.join(", ", there.data().features().names()));
    }
  }

  private static String word(Feature feature) {
    String type =
        switch (feature) {
          case Feature.Number number -> "number" + number.range().map(Differences::word).orElse("");
          case Category category ->
              "category"
                  + (category.values().isEmpty()
                      ? ""
                      : " of " + String.join(", ", category.values()));
          case Bool _ -> "boolean";
        };
    return feature.optional() ? "optional " + type : type;
  }

  private static String word(Range range) {
    return " from %s to %s".formatted(range.min(), range.max());
  }

  private static String word(Optional<String> text) {
    return text.orElse("nothing");
  }

  private void compare(String key, String here, String there) {
    if (!here.equals(there)) {
      found.add("%s is %s here, and %s in the package".formatted(key, here, there));
    }
  }
}
