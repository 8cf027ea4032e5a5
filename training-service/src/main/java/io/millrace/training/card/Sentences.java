package io.millrace.training.card;

import io.millrace.event.Series;
import io.millrace.problem.Prepare;
import io.millrace.problem.Prepare.Step;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Manifest;
import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a manifest says, in words. */
final class Sentences {

  private final Manifest manifest;

  /** Empty where this Millrace no longer reads the problem file. */
  private final Optional<Problem> problem;

  Sentences(Manifest manifest) {
    this.manifest = manifest;
    this.problem =
        switch (ProblemFile.read(manifest.definition())) {
          case ProblemFile.Accepted(Problem accepted) -> Optional.of(accepted);
          case ProblemFile.Refused _ -> Optional.empty();
        };
  }

  String purpose() {
    int features = manifest.schema().features().size();
    String from = features == 1 ? "one feature" : features + " features";
    return switch (manifest.task()) {
      case CLASSIFICATION ->
          "Tells which of %d classes of %s an event of %s is, from %s."
              .formatted(manifest.classes().size(), manifest.target(), manifest.problem(), from);
      case REGRESSION ->
          "Predicts the number %s of an event of %s, from %s."
              .formatted(manifest.target(), manifest.problem(), from);
      case FORECASTING ->
          "Forecasts what follows in each series of %s of %s, from its own past and the calendar."
              .formatted(manifest.target(), manifest.problem());
    };
  }

  Optional<String> goodEnough() {
    return problem
        .flatMap(stated -> stated.define().success())
        .map(
            success ->
                "%s of %s %s"
                    .formatted(
                        success.metric().word(),
                        success.metric().higherIsBetter() ? "at least" : "at most",
                        Numbers.text(success.bound())));
  }

  List<String> preparation() {
    List<String> words = new ArrayList<>();
    problem.ifPresent(
        stated -> {
          ForecastPlan forecast = manifest.forecast();
          if (forecast == null) {
            stated.prepare().steps().forEach(step -> words.add(step(step)));
            words.add("categories are one-hot encoded");
          } else {
            words.addAll(read(forecast));
          }
          words.add("held out: " + stated.prepare().holdout().words());
          words.add("models were compared on: " + validation(stated.prepare().validation()));
        });
    return words;
  }

  private static List<String> read(ForecastPlan plan) {
    return List.of(
        "values every %s on an even grid of time, short gaps filled in a straight line"
            .formatted(Series.stepInWords(plan.stepMillis())),
        "%,d steps are forecast from %,d values".formatted(plan.horizon(), plan.context()),
        plan.season() == 1 ? "no season" : "a season of %,d steps".formatted(plan.season()));
  }

  private static String step(Step step) {
    return switch (step) {
      case Step.Impute(Prepare.Strategy strategy) ->
          strategy == Prepare.Strategy.NONE
              ? "missing numbers stay missing"
              : "missing numbers become the " + strategy.word() + " of the training rows";
      case Step.Derive(Map<String, Prepare.Derived> features) ->
          "derived: "
              + String.join(
                  ", ",
                  features.entrySet().stream()
                      .map(each -> each.getKey() + " = " + derived(each.getValue()))
                      .toList());
      case Step.Standardise(var features) ->
          "to zero mean and unit variance: "
              + (features.isEmpty() ? "all numbers" : String.join(", ", features));
    };
  }

  private static String derived(Prepare.Derived derived) {
    return switch (derived) {
      case Prepare.Pair pair ->
          "%s(%s, %s)".formatted(pair.operation().word(), pair.first(), pair.second());
      case Prepare.TimePart part -> part.word() + " of the event's time";
    };
  }

  private String validation(Prepare.Validation validation) {
    return switch (validation) {
      case Prepare.Validation.Automatic _ ->
          manifest.forecast() == null
              ? "a part of the training rows, or folds of them"
              : "the latest 20 % of the training rows";
      case Prepare.Validation.Share(double share) ->
          "%s %% of the training rows".formatted(Numbers.text(100 * share));
      case Prepare.Validation.Folds(int count) -> count + " folds of the training rows";
    };
  }

  String verdict() {
    String metric = manifest.metric().word();
    String reached = "%s of %s".formatted(metric, value(manifest.metrics()));
    String bar =
        problem
            .flatMap(stated -> stated.define().success())
            .map(success -> " meets the bar;")
            .orElse(";");
    return "Registered: " + reached + bar + " " + comparison();
  }

  private String comparison() {
    Evaluation evaluation = manifest.evaluation();
    Evaluation.Gate gate = evaluation == null ? null : evaluation.gate();
    Manifest.Champion champion = manifest.champion();
    if (gate != null && champion != null) {
      return ("better than the %s of version %d by %s, %.0f %% interval %s to %s"
              + " (paired bootstrap, %,d resamples in blocks of %,d rows).")
          .formatted(
              Numbers.text(gate.champion()),
              champion.version(),
              Numbers.text(gate.difference()),
              100 * gate.confidence(),
              Numbers.text(gate.low()),
              Numbers.text(gate.high()),
              gate.resamples(),
              gate.block());
    }
    return "no model served that it had to be compared with; %s reaches %s."
        .formatted(
            manifest.forecast() == null ? "the same answer each time" : "the season before",
            value(manifest.naive()));
  }

  private String value(Map<String, Double> metrics) {
    Double value = metrics.get(manifest.metric().word());
    return value == null ? "nothing" : Numbers.text(value);
  }
}
