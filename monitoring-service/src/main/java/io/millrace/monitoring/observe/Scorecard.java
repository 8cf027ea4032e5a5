package io.millrace.monitoring.observe;

import io.millrace.problem.Define;
import io.millrace.problem.Metric;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Metrics of labelled predictions, by the definitions in {@link Metric}. */
public final class Scorecard {

  private static final double LEAST_PROBABILITY = 1e-15;

  private final List<Outcome> outcomes;
  private final List<String> classes;
  private final String positive;

  private Scorecard(List<Outcome> outcomes, List<String> classes, String positive) {
    this.outcomes = outcomes;
    this.classes = classes;
    this.positive = positive;
  }

  /**
   * @param known the classes that the model tells apart; those that turn up are added
   * @return empty where the metric is not defined for these outcomes
   */
  public static OptionalDouble of(
      Metric metric, List<Outcome> outcomes, List<String> known, Define define) {
    if (outcomes.isEmpty()) {
      return OptionalDouble.empty();
    }
    TreeSet<String> classes = new TreeSet<>(known);
    outcomes.stream()
        .flatMap(outcome -> Stream.of(outcome).map(Outcome::truth))
        .filter(Objects::nonNull)
        .forEach(classes::add);
    String positive = define.positive().orElse(classes.isEmpty() ? "" : classes.last());
    double value = new Scorecard(outcomes, List.copyOf(classes), positive).value(metric);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private double value(Metric metric) {
    return switch (metric) {
      case ACCURACY -> mean(o -> Objects.equals(o.truth(), o.label()) ? 1 : 0);
      case F1 -> byClass(this::f1);
      case PRECISION -> byClass(this::precision);
      case RECALL -> byClass(this::recall);
      case BALANCED_ACCURACY -> average(classes.stream().mapToDouble(this::recallIfSeen));
      case LOG_LOSS -> mean(o -> -Math.log(Math.max(LEAST_PROBABILITY, o.probability())));
      case MAE -> mean(o -> Math.abs(o.actual() - o.predicted()));
      case RMSE -> Math.sqrt(meanSquaredError());
      case R2 -> r2();
    };
  }

  /**
   * Of the positive class where there are two, else averaged over those that turned up. While the
   * positive class does not occur (an office's night), nothing can be said of how well it is found.
   */
  private double byClass(ToDoubleFunction<String> score) {
    if (classes.size() > 2) {
      return average(classes.stream().mapToDouble(score));
    }
    return actual(positive) == 0 ? Double.NaN : score.applyAsDouble(positive);
  }

  private double f1(String cls) {
    double hits = hits(cls);
    return ratio(2 * hits, predicted(cls) + actual(cls));
  }

  private double precision(String cls) {
    double predicted = predicted(cls);
    return predicted == 0 && actual(cls) > 0 ? 0 : ratio(hits(cls), predicted);
  }

  private double recall(String cls) {
    double actual = actual(cls);
    return actual == 0 && predicted(cls) > 0 ? 0 : ratio(hits(cls), actual);
  }

  private double recallIfSeen(String cls) {
    return ratio(hits(cls), actual(cls));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }

  private double hits(String cls) {
    return outcomes.stream().filter(o -> cls.equals(o.truth()) && cls.equals(o.label())).count();
  }

  private double predicted(String cls) {
    return outcomes.stream().filter(o -> cls.equals(o.label())).count();
  }

  private double actual(String cls) {
    return outcomes.stream().filter(o -> cls.equals(o.truth())).count();
  }

  private double meanSquaredError() {
    return mean(o -> Math.pow(o.actual() - o.predicted(), 2));
  }

  private double r2() {
    double center = mean(Outcome::actual);
    return 1 - ratio(meanSquaredError(), mean(o -> Math.pow(o.actual() - center, 2)));
  }

  private double mean(ToDoubleFunction<Outcome> value) {
    return outcomes.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  /** Of what is defined. */
  private static double average(DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }
}
