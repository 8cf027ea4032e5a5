package io.millrace.training.card;

import io.millrace.event.Feature;
import io.millrace.scoring.baseline.Importance;
import io.millrace.scoring.baseline.Importance.OfFeature;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Evaluation.Quantile;
import io.millrace.scoring.model.Manifest;
import io.millrace.starter.page.Numbers;
import io.millrace.training.card.ModelCard.MetricRow;
import io.millrace.training.card.View.Bar;
import io.millrace.training.card.View.Cell;
import io.millrace.training.card.View.Confusion;
import io.millrace.training.card.View.Importances;
import io.millrace.training.card.View.Pair;
import io.millrace.training.card.View.Residuals;
import io.millrace.training.card.View.Row;
import io.millrace.training.card.View.Truth;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a card's numbers for people. */
record Viewing(ModelCard card) {

  private static final int MOST_CLASSES = 20;
  private static final int MOST_BARS = 30;

  View view() {
    Evaluation evaluation = card.evaluation();
    List<Plot> plots = evaluation == null ? List.of() : new Plots(evaluation).all();
    return new View(
        card,
        "%s, version %d".formatted(card.problem(), card.version()),
        time(card.registeredAt()),
        headline(),
        !card.warnings().isEmpty(),
        Numbers.count(card.holdout().rows())
            + (card.forecast() == null
                ? " rows that it did not learn from"
                : " origins of forecasts, all of values that it did not learn from"),
        time(card.holdout().from()),
        time(card.holdout().to()),
        card.holdout().split(),
        columns(),
        card.metrics().stream().map(this::metric).toList(),
        decision(),
        !plots.isEmpty(),
        plots,
        evaluation == null ? null : confusion(evaluation.confusion()),
        evaluation == null ? null : residuals(evaluation.residuals()),
        evaluation == null ? null : importance(evaluation.importance()),
        card.forecast() == null
            ? "It was not measured."
            : "There is none to tell of: a forecast is made from the series' own past and the calendar.",
        data(),
        card.features().features().stream().map(Viewing::feature).collect(Collectors.joining(", ")),
        !card.preparation().isEmpty(),
        card.candidates().stream().map(this::candidate).toList(),
        pairs(card.parameters()),
        lineage(),
        pairs(card.lineage().digests()),
        pairs(card.environment()));
  }

  private List<Pair> headline() {
    MetricRow first = card.metrics().getFirst();
    List<Pair> headline = new ArrayList<>();
    headline.add(new Pair(first.metric(), Numbers.text(first.model())));
    first.baselines().forEach((name, value) -> headline.add(new Pair(name, Numbers.text(value))));
    Manifest.Champion champion = card.champion();
    if (champion != null) {
      headline.add(new Pair("version " + champion.version(), Numbers.text(first.champion())));
    }
    return headline;
  }

  private List<String> baselines() {
    return card.metrics().stream()
        .flatMap(row -> row.baselines().keySet().stream())
        .distinct()
        .toList();
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("model"));
    columns.addAll(baselines());
    Manifest.Champion champion = card.champion();
    if (champion != null) {
      columns.add("version " + champion.version());
    }
    if (isValidated()) {
      columns.add("validation");
    }
    return columns;
  }

  private boolean isValidated() {
    return card.metrics().stream().anyMatch(row -> row.validation() != null);
  }

  private Row metric(MetricRow row) {
    List<String> cells = new ArrayList<>(List.of(Numbers.text(row.model())));
    baselines().forEach(name -> cells.add(Numbers.text(row.baselines().get(name))));
    if (card.champion() != null) {
      cells.add(Numbers.text(row.champion()));
    }
    if (isValidated()) {
      cells.add(Numbers.text(row.validation()));
    }
    return new Row(row.metric(), cells, row == card.metrics().getFirst());
  }

  private @Nullable String decision() {
    Double threshold = card.threshold();
    return threshold == null
        ? null
        : "It answers %s from a probability of %s on."
            .formatted(card.positive(), Numbers.text(threshold));
  }

  private @Nullable Confusion confusion(List<List<Long>> counts) {
    if (counts.isEmpty() || counts.size() > MOST_CLASSES) {
      return null;
    }
    List<Truth> rows = new ArrayList<>();
    for (int truth = 0; truth < counts.size(); truth++) {
      List<Long> row = counts.get(truth);
      long all = Math.max(1, row.stream().mapToLong(Long::longValue).sum());
      rows.add(
          new Truth(
              card.classes().get(truth),
              row.stream()
                  .map(count -> new Cell(Numbers.count(count), one(60.0 * count / all)))
                  .toList()));
    }
    return new Confusion(card.classes(), rows);
  }

  private static @Nullable Residuals residuals(List<Quantile> quantiles) {
    return quantiles.isEmpty()
        ? null
        : new Residuals(
            quantiles.stream().map(each -> Numbers.text(100 * each.share()) + " %").toList(),
            quantiles.stream().map(each -> Numbers.text(each.value())).toList());
  }

  private static @Nullable Importances importance(@Nullable Importance found) {
    if (found == null) {
      return null;
    }
    List<OfFeature> features = found.features();
    int shown = Math.min(MOST_BARS, features.size());
    return new Importances(
        found.metric(),
        Numbers.count(found.rows()),
        found.repeats(),
        features.subList(0, shown).stream()
            .map(each -> bar(each, features.getFirst().mean()))
            .toList(),
        features.size() > shown
            ? "%,d more, worth less, are in the JSON.".formatted(features.size() - shown)
            : null);
  }

  private static Bar bar(OfFeature feature, double most) {
    double share = most > 0 ? Math.clamp(feature.mean() / most, 0, 1) : 0;
    return new Bar(
        feature.feature(),
        Numbers.text(feature.mean()),
        Numbers.text(feature.deviation()),
        one(100 * share));
  }

  private List<Pair> data() {
    List<Pair> data = new ArrayList<>();
    Manifest.Training training = card.training();
    if (training != null) {
      data.add(new Pair("learned from", rows(training.rows(), training.from(), training.to())));
    }
    Manifest.Holdout holdout = card.holdout();
    data.add(new Pair("judged on", rows(holdout.rows(), holdout.from(), holdout.to())));
    data.add(
        new Pair(
            "landed",
            "%s rows of events and ground truth in %s files, asset %d"
                .formatted(
                    Numbers.count(card.data().rows()),
                    Numbers.count(card.data().files().size()),
                    card.data().asset())));
    data.add(new Pair("digest", card.data().digest()));
    return data;
  }

  private static String rows(long rows, Instant from, Instant to) {
    return "%s rows, %s to %s".formatted(Numbers.count(rows), time(from), time(to));
  }

  private static String feature(Feature feature) {
    String type =
        switch (feature) {
          case Feature.Number _ -> "number";
          case Feature.Category _ -> "category";
          case Feature.Bool _ -> "boolean";
        };
    return "%s (%s%s)".formatted(feature.name(), type, feature.optional() ? ", optional" : "");
  }

  private Row candidate(Manifest.Candidate candidate) {
    Double value = candidate.metrics().get(card.metric().word());
    return new Row(candidate.name(), List.of(Numbers.text(value)), candidate.chosen());
  }

  private List<Pair> lineage() {
    var lineage = card.lineage();
    return List.of(
        new Pair("run", lineage.run()),
        new Pair("because", because()),
        new Pair("problem file", "version " + lineage.problemVersion()),
        new Pair("seed", Long.toString(card.seed())),
        new Pair("correlation id", lineage.correlationId()),
        new Pair("manifest", lineage.manifestDigest()));
  }

  private String because() {
    var cause = card.lineage().cause();
    String kind = cause.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return cause.detail().isEmpty() ? kind : "%s: %s".formatted(kind, cause.detail());
  }

  private static List<Pair> pairs(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(each -> new Pair(each.getKey(), value(each.getValue())))
        .toList();
  }

  private static String value(Object value) {
    return value instanceof Double number ? Numbers.text(number) : String.valueOf(value);
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
