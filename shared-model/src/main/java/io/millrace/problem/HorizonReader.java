package io.millrace.problem;

import io.millrace.problem.Define.Horizon;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code horizon: 96 steps}, {@code context: 336 steps} and {@code season: found}. */
record HorizonReader(Section define, Optional<Task> task) {

  private static final int MOST = 10_000;
  private static final String FOUND = "found";
  private static final String SEASON = "found, or a number of steps such as 24 steps";

  /** Empty where nothing is forecast, or no horizon is stated. */
  Optional<Horizon> read() {
    Node horizon = define.at("horizon");
    Node context = define.at("context");
    Node season = define.at("season");
    if (task.filter(found -> found == Task.FORECASTING).isEmpty()) {
      if (task.isPresent()) {
        refuse(horizon);
        refuse(context);
        refuse(season);
      }
      return Optional.empty();
    }
    if (horizon.isAbsent()) {
      horizon.refuse("how many steps are forecast, such as 96 steps");
    }
    OptionalInt steps = count(horizon, 1);
    OptionalInt known = count(context, 2);
    OptionalInt alike = season(season);
    if (alike.isPresent() && known.isPresent() && alike.getAsInt() > known.getAsInt()) {
      season.refuse("no more steps than define.context");
    }
    return steps.isPresent()
        ? Optional.of(new Horizon(steps.getAsInt(), known, alike))
        : Optional.empty();
  }

  private static void refuse(Node node) {
    if (!node.isAbsent()) {
      node.refuse("nothing, unless define.task is forecasting");
    }
  }

  private static OptionalInt season(Node season) {
    if (FOUND.equals(season.value())) {
      return OptionalInt.empty();
    }
    if (season.value() instanceof String word && word.chars().noneMatch(Character::isDigit)) {
      season.refuse(SEASON);
      return OptionalInt.empty();
    }
    return count(season, 1);
  }

  private static OptionalInt count(Node node, int least) {
    OptionalInt count = Quantity.count(node, "step", least);
    if (count.isPresent() && count.getAsInt() > MOST) {
      node.refuse("at most %d steps".formatted(MOST));
      return OptionalInt.empty();
    }
    return count;
  }
}
