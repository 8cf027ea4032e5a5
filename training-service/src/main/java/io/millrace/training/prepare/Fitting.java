package io.millrace.training.prepare;

import io.millrace.event.Feature;
import io.millrace.problem.Prepare;
import io.millrace.problem.Prepare.Derived;
import io.millrace.problem.Prepare.Pair;
import io.millrace.problem.Prepare.Step;
import io.millrace.problem.Prepare.Strategy;
import io.millrace.problem.Prepare.TimePart;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.FittedFeatures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fits the problem's preparation on some rows, and on nothing else. */
final class Fitting {

  /** Of more categories the most frequent are told apart. */
  private static final int MOST_CATEGORIES = 50;

  /** Deviations below this are rounding, not variance. */
  private static final double FLAT = 1e-9;

  /** Numbers beyond this are no larger to a model, and their squares have to be numbers too. */
  private static final double LARGEST = 1e38;

  private final LabelledRows rows;
  private final Prepare prepare;
  private final String from;

  Fitting(LabelledRows rows, Prepare prepare, Rows fitted) {
    this.rows = rows;
    this.prepare = prepare;
    this.from = " FROM %s WHERE %s".formatted(LabelledRows.TABLE, fitted.where());
  }

  /**
   * @param features that the model takes
   */
  FittedFeatures fit(List<Feature> features) {
    List<Encoder> encoders = new ArrayList<>();
    for (Feature feature : features) {
      String column = column(feature.name());
      encoders.add(
          switch (feature) {
            case Feature.Number(String name, _, _) -> number(name, bounded(column));
            case Feature.Bool(String name, _) -> bool(name, column);
            case Feature.Category(String name, _, _) ->
                new Encoder.CategoryEncoder(name, categories(column));
          });
    }
    derived()
        .forEach(
            (name, derived) ->
                encoders.add(
                    switch (derived) {
                      case TimePart part -> time(name, part);
                      case Pair pair -> pair(name, pair);
                    }));
    return new FittedFeatures(encoders);
  }

  private String column(String feature) {
    return "f" + rows.schema().names().indexOf(feature);
  }

  private Encoder number(String name, String column) {
    double fill = fill(column);
    Scale scale = isStandardised(name) ? scale(filled(column, fill)) : Scale.NONE;
    return new Encoder.NumberEncoder(name, fill, scale.mean(), scale.deviation());
  }

  private double fill(String value) {
    return switch (strategy()) {
      case MEDIAN -> aggregate("median(%s)".formatted(value));
      case MEAN -> aggregate("avg(%s)".formatted(value));
      case ZERO -> 0;
      case NONE -> Double.NaN;
    };
  }

  private Encoder pair(String name, Pair pair) {
    String operator =
        switch (pair.operation()) {
          case SUM -> "+";
          case DIFFERENCE -> "-";
          case PRODUCT -> "*";
          case RATIO -> "/";
        };
    String result =
        "(CAST(%s AS DOUBLE) %s CAST(%s AS DOUBLE))"
            .formatted(column(pair.first()), operator, column(pair.second()));
    String value = bounded("CASE WHEN isfinite(%1$s) THEN %1$s END".formatted(result));
    double fill = fill(value);
    Scale scale = isStandardised(name) ? scale(filled(value, fill)) : Scale.NONE;
    return new Encoder.PairEncoder(
        name, pair.operation(), pair.first(), pair.second(), fill, scale.mean(), scale.deviation());
  }

  private static String bounded(String column) {
    return "CASE WHEN abs(%1$s) > %2$s THEN sign(%1$s) * %2$s ELSE %1$s END"
        .formatted(column, Sql.number(LARGEST));
  }

  private static String filled(String column, double fill) {
    return Double.isNaN(fill) ? column : "coalesce(%s, %s)".formatted(column, Sql.number(fill));
  }

  /** A missing boolean becomes the more frequent one, unless missing values stay missing. */
  private Encoder bool(String name, String column) {
    double fill =
        strategy() == Strategy.NONE
            ? Double.NaN
            : aggregate("coalesce(avg(CAST(%s AS DOUBLE)), 0) >= 0.5".formatted(column));
    return new Encoder.NumberEncoder(name, fill, 0, 1);
  }

  private Encoder time(String name, TimePart part) {
    Scale scale = isStandardised(name) ? scale(expression(part)) : Scale.NONE;
    return new Encoder.TimeEncoder(name, part, scale.mean(), scale.deviation());
  }

  private static String expression(TimePart part) {
    return switch (part) {
      case HOUR_OF_DAY -> "hour(moment) + minute(moment) / 60.0";
      case DAY_OF_WEEK -> "isodow(moment)";
      case MONTH -> "month(moment)";
      case DAY_OF_YEAR -> "dayofyear(moment)";
    };
  }

  private List<String> categories(String column) {
    return rows.database()
        .rows(
            """
            SELECT category FROM (
              SELECT coalesce(%1$s, '') AS category, count(*) AS n %2$s GROUP BY category
              ORDER BY n DESC, category LIMIT %3$d) ORDER BY category"""
                .formatted(column, from, MOST_CATEGORIES),
            row -> row.getString(1));
  }

  private Scale scale(String expression) {
    double mean = aggregate("avg(%s)".formatted(expression));
    double deviation = aggregate("stddev_pop(%s)".formatted(expression));
    boolean flat = deviation <= FLAT * Math.max(1, Math.abs(mean));
    return new Scale(mean, flat ? 1 : deviation);
  }

  /** 0 where there is nothing to aggregate. */
  private double aggregate(String expression) {
    return rows.database()
        .rows(
            "SELECT coalesce(CAST(%s AS DOUBLE), 0)%s".formatted(expression, from),
            row -> row.getDouble(1))
        .getFirst();
  }

  /** Without a step that says otherwise, models take no gaps: the median. */
  private Strategy strategy() {
    return steps(Step.Impute.class).stream()
        .map(Step.Impute::strategy)
        .reduce((_, last) -> last)
        .orElse(Strategy.MEDIAN);
  }

  private Map<String, Derived> derived() {
    Map<String, Derived> features = new LinkedHashMap<>();
    steps(Step.Derive.class).forEach(step -> features.putAll(step.features()));
    return features;
  }

  private boolean isStandardised(String name) {
    return steps(Step.Standardise.class).stream()
        .anyMatch(step -> step.features().isEmpty() || step.features().contains(name));
  }

  private <S extends Step> List<S> steps(Class<S> type) {
    return prepare.steps().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private record Scale(double mean, double deviation) {
    static final Scale NONE = new Scale(0, 1);
  }
}
