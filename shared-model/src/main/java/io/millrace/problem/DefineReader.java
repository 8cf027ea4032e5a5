package io.millrace.problem;

import io.millrace.problem.Define.Horizon;
import io.millrace.problem.Define.Success;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads step 1.
 *
 * @param task empty where it is wrong
 * @param target empty where it is wrong
 */
record DefineReader(
    Optional<Task> task,
    Optional<String> target,
    Optional<String> positive,
    Optional<Success> success,
    Optional<Horizon> forecast) {

  private static final String TARGET = "the name of the field to predict";

  static DefineReader read(Section define) {
    Optional<Task> task =
        define
            .required("task", "classification, regression, forecasting")
            .word(Task.values(), Task::word);
    Optional<String> target = target(define.required("target", TARGET));
    Optional<String> positive = positive(define.at("positive"), task);
    Optional<Success> success = success(define.section("success"), task);
    Optional<Horizon> forecast = new HorizonReader(define, task).read();
    define.end();
    return new DefineReader(task, target, positive, success, forecast);
  }

  /** Only to be asked for where the file holds no error. */
  Define define() {
    return new Define(task.orElseThrow(), target.orElseThrow(), positive, success, forecast);
  }

  /** The metric that later steps look at unless told otherwise. */
  Metric primaryMetric() {
    return new Define(task.orElse(Task.CLASSIFICATION), "", positive, success).primaryMetric();
  }

  private static Optional<String> target(Node node) {
    Optional<String> target = node.fieldName();
    if (target.filter(FieldName::isReserved).isPresent()) {
      node.refuse(FieldName.allowedForData());
    }
    return target;
  }

  private static Optional<String> positive(Node node, Optional<Task> task) {
    if (!node.isAbsent() && task.filter(Task::isOfNumbers).isPresent()) {
      node.refuse("nothing: a %s has no classes".formatted(task.get().word()));
      return Optional.empty();
    }
    return node.label();
  }

  private static Optional<Success> success(Section success, Optional<Task> task) {
    if (success.isEmpty()) {
      success.at("metric");
      return Optional.empty();
    }
    MetricBound bound = new MetricBound("at-least", "at-most");
    Optional<Metric> metric =
        bound.metric(success.required("metric", MetricBound.allowed(task)), task);
    OptionalDouble value = bound.read(success, metric, true);
    success.end();
    return metric.isPresent() && value.isPresent()
        ? Optional.of(new Success(metric.get(), value.getAsDouble()))
        : Optional.empty();
  }
}
