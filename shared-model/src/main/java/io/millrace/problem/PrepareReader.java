package io.millrace.problem;

import io.millrace.event.Feature;
import io.millrace.problem.Prepare.Step;
import io.millrace.problem.Prepare.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads step 3. */
final class PrepareReader {

  private static final String STEPS =
      "a list of steps, each one of {impute: …}, {derive: …}, {standardise: …}";
  private static final String STANDARDISE = "all-numbers, or a list of number features";

  private final Section prepare;
  private final SplitReader split;
  private final DeriveReader derive;
  private final Set<String> numbers = new LinkedHashSet<>();
  private final Set<String> seen = new LinkedHashSet<>();

  PrepareReader(Section prepare, Data data, Optional<Task> task, Optional<String> target) {
    this.prepare = prepare;
    this.split = new SplitReader(data, task);
    this.derive = new DeriveReader(data, target);
    for (Feature feature : data.features().features()) {
      if (feature instanceof Feature.Number) {
        numbers.add(feature.name());
      }
    }
  }

  Prepare read() {
    Prepare.Holdout holdout = split.holdout(prepare.section("holdout"));
    Prepare.Validation validation = split.validation(prepare.section("validation"));
    List<Step> steps = steps(prepare.at("steps"));
    prepare.end();
    return new Prepare(holdout, validation, steps);
  }

  private List<Step> steps(Node node) {
    if (node.isAbsent()) {
      return List.of(new Step.Impute(Strategy.MEDIAN), new Step.Standardise(Set.of()));
    }
    List<Step> steps = new ArrayList<>();
    for (Node item : node.items(STEPS)) {
      step(item).ifPresent(steps::add);
    }
    return steps;
  }

  private Optional<Step> step(Node item) {
    Section step = item.section(STEPS);
    Node impute = step.at("impute");
    Node derived = step.at("derive");
    Node standardise = step.at("standardise");
    step.end();
    List<Node> present =
        List.of(impute, derived, standardise).stream().filter(node -> !node.isAbsent()).toList();
    if (present.size() != 1) {
      refuseCount(item, step, present.size());
      return Optional.empty();
    }
    once(present.getFirst());
    if (present.getFirst() == impute) {
      return impute.word(Strategy.values(), Strategy::word).map(Step.Impute::new);
    }
    if (present.getFirst() == derived) {
      Map<String, Prepare.Derived> features = derive.read(derived);
      numbers.addAll(features.keySet());
      return Optional.of(new Step.Derive(features));
    }
    return standardise(standardise);
  }

  /** A step that is no section, or that has an unknown key, is an error already. */
  private static void refuseCount(Node item, Section step, int count) {
    boolean onlyUnknown = count == 0 && !step.isEmpty() && !step.hasAbsentKnown();
    if (!step.isBroken() && !onlyUnknown) {
      item.refuse("one step: {impute: …}, {derive: …} or {standardise: …}");
    }
  }

  private void once(Node step) {
    String name = step.key().substring(step.key().lastIndexOf('.') + 1);
    if (!seen.add(name) && !name.equals("derive")) {
      step.refuseSaying("a second " + name, name + " once");
    }
  }

  private Optional<Step> standardise(Node node) {
    if (node.value() instanceof String text && text.equals("all-numbers")) {
      return Optional.of(new Step.Standardise(Set.of()));
    }
    if (!(node.value() instanceof List<?> list) || list.isEmpty()) {
      node.refuse(STANDARDISE);
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    for (Node item : node.items(STANDARDISE)) {
      if (!(item.value() instanceof String name) || !numbers.contains(name)) {
        String word = String.valueOf(item.value());
        item.refuse("a number of data.features or a derived one" + Nearest.hint(word, numbers));
      } else if (!names.add(name)) {
        item.refuse("each feature once");
      }
    }
    return Optional.of(new Step.Standardise(names));
  }
}
