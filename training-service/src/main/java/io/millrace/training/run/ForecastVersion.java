package io.millrace.training.run;

import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.training.evaluate.Verdict;
import io.millrace.training.forecast.Accuracy;
import io.millrace.training.forecast.ForecastOutcome.Candidate;
import io.millrace.training.forecast.ForecastOutcome.Trained;
import io.millrace.training.prepare.History;
import io.millrace.training.prepare.LandedSeries;
import io.millrace.training.prepare.Warning;
import io.millrace.training.store.RunRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The best forecasting model as a package, with where it comes from. */
record ForecastVersion(
    Plan plan, Job job, Trained trained, Optional<Champion> serving, LandedSeries series) {

  private static final String NAIVE = "seasonal-naive";
  private static final double MUCH_OFF = 0.05;

  ModelPackage write(Path folder) {
    return Contents.of(trained.best(), trained.values(), plan).write(folder, manifest());
  }

  private Manifest manifest() {
    Provenance provenance = new Provenance(plan, job);
    Candidate best = trained.best();
    return provenance.of(
        new Provenance.Model(
            best.algorithm(),
            parameters(),
            series.duplicates(),
            List.of(),
            null,
            null,
            best.metrics(),
            candidates(),
            champion(),
            evaluation(),
            new Manifest.Holdout(
                trained.holdout().origins(),
                trained.holdout().from(),
                trained.holdout().to(),
                provenance.split()),
            learned(),
            warnings(),
            best.plan()));
  }

  private Manifest.Training learned() {
    long first = series.series().stream().mapToLong(one -> one.millis()[0]).min().orElse(0);
    return new Manifest.Training(
        trained.values().length,
        Instant.ofEpochMilli(first),
        trained.holdout().from(),
        trained.best().recipe());
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(trained.best().parameters());
    parameters.put("series", series.series().size());
    return parameters;
  }

  private List<Manifest.Candidate> candidates() {
    boolean won = trained.verdict() instanceof Verdict.Wins;
    List<Manifest.Candidate> all = new ArrayList<>();
    for (Candidate each : trained.candidates()) {
      all.add(
          new Manifest.Candidate(
              each.algorithm(),
              each.algorithm(),
              History.ALL,
              each.metrics(),
              won && each == trained.best()));
    }
    return all;
  }

  private Manifest.@Nullable Champion champion() {
    return serving.isPresent() && trained.champion().isPresent()
        ? new Manifest.Champion(
            serving.get().manifest().version(),
            serving.get().manifest().algorithm(),
            trained.champion().get().byWord())
        : null;
  }

  private Evaluation evaluation() {
    return new Evaluation(
        trained.best().validation().map(Accuracy::byWord).orElse(Map.of()),
        Map.of(NAIVE, trained.naive().byWord()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        trained.verdict().gate().orElse(null),
        null);
  }

  private List<Warning> warnings() {
    return trained.irregular() <= MUCH_OFF
        ? List.of()
        : List.of(
            new Warning(
                "irregular",
                "%.0f %% of the values come more than a tenth of a step (%d ms) off the grid of time; each counts at the nearest step"
                    .formatted(100 * trained.irregular(), trained.best().plan().stepMillis())));
  }

  RunRecord.Report report() {
    return new RunRecord.Report(
        series.duplicates(),
        trained.best().algorithm(),
        candidates(),
        champion(),
        trained.naive().byWord(),
        warnings(),
        null);
  }

  String described() {
    return "%s, %s; the season before: %s"
        .formatted(trained.best().algorithm(), trained.best().metrics(), trained.naive().byWord());
  }
}
