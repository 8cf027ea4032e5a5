package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.ModelRegistered;
import io.millrace.problem.Metric;
import io.millrace.problem.Task;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.search.Trial;
import io.millrace.training.store.Reproduction;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.TrialJournals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A problem that forecasts, from landed files to a registered package. */
class ForecastRunTest {

  private static final String PROBLEM =
      """
      {'problem': 'load', 'define': {'task': 'forecasting', 'target': 'kw', 'horizon': '6 steps',
         'context': '48 steps', 'season': '24 steps'%s},
       'data': {'time': 'date'},
       'train': {'first-after': '200 rows', 'algorithms': ['linear']},
       'monitor': {'retrain': {'cooldown': '0s', 'after': '100 rows'}}}""";

  private static final String ROWS =
      """
      SELECT 'e' || i AS event_id, TIMESTAMP '2026-01-01' + INTERVAL (i) HOUR AS event_time,
        kw AS target, kw
      FROM (SELECT i, 20 + 5 * sin(2 * pi() * i / 24) + %s * (hash(i) %% 1000) / 1000.0 AS kw
            FROM range(%d, %d) t(i))""";

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();

  @Test
  void registersAForecasterWithItsPlanMetricsAndBaselines() {
    try (House house = house("")) {
      house.trainings.dataArrived(landing(house).land(ROWS.formatted("0.5", 0, 800)));
      settle(house, 1);

      RunRecord run = house.ended().getFirst();
      assertThat(run.reason()).isNull();
      assertThat(run.version()).isEqualTo(1);
      assertThat(house.told(ModelRegistered.class))
          .singleElement()
          .satisfies(told -> assertThat(told.rows()).isEqualTo(640));
      ModelPackage model = open(house, 1);
      Manifest manifest = model.manifest();
      assertThat(manifest.task()).isEqualTo(Task.FORECASTING);
      assertThat(manifest.metric()).isEqualTo(Metric.MASE);
      ForecastPlan plan = manifest.forecast();
      assertThat(plan).isNotNull();
      assertThat(plan.stepMillis()).isEqualTo(Duration.ofHours(1).toMillis());
      assertThat(plan.margins()).hasSize(6);
      assertThat(manifest.metrics()).containsKeys("mase", "smape", "mae", "rmse", "coverage");
      assertThat(manifest.metrics().get("mase")).isLessThan(manifest.naive().get("mase"));
      assertThat(manifest.evaluation().baselines()).containsOnlyKeys("seasonal-naive");
      assertThat(model.baseline().features()).containsOnlyKeys("kw");
      try (ScoringModel graph = ScoringModel.load(model)) {
        assertThat(graph.goldenMismatch(model.golden())).isEmpty();
      }
    }
  }

  @Test
  void keepsWhatServesWhereTheNextIsNoBetter() {
    try (House house = house("")) {
      Landing landing = landing(house);
      house.trainings.dataArrived(landing.land(ROWS.formatted("0.5", 0, 800)));
      settle(house, 1);
      house.trainings.dataArrived(landing.land(ROWS.formatted("0.5", 800, 1000)));
      settle(house, 2);

      RunRecord run = house.ended().getFirst();
      assertThat(run.state()).isEqualTo(RunRecord.State.REJECTED);
      assertThat(run.reason()).contains("mase").contains("the model that serves");
      assertThat(run.report().champion()).isNotNull();
      assertThat(run.report().naive()).containsKey("mase");
    }
  }

  @Test
  void replacesWhatServesOnceTheWorldIsAnother() {
    try (House house = house("")) {
      Landing landing = landing(house);
      house.trainings.dataArrived(landing.land(ROWS.formatted("0.5", 0, 800)));
      settle(house, 1);
      house.trainings.dataArrived(landing.land(anotherWorld(800, 3000)));
      settle(house, 2);

      assertThat(house.ended().getFirst().reason()).isNull();
      Manifest manifest = open(house, 2).manifest();
      assertThat(manifest.champion().version()).isEqualTo(1);
      assertThat(manifest.evaluation().gate().low()).isPositive();
    }
  }

  @Test
  void rejectsWhatMissesTheBarOrIsNoBetterThanTheSeasonBefore() {
    try (House house = house(", 'success': {'metric': 'mae', 'at-most': 0.0001}")) {
      house.trainings.dataArrived(landing(house).land(ROWS.formatted("0.5", 0, 800)));
      settle(house, 1);

      assertThat(house.ended().getFirst().reason()).contains("mae").contains("misses the bar");
    }
  }

  @Test
  void waitsWhereTheSeriesIsTooShort() {
    String longer = PROBLEM.formatted("").replace("48 steps", "120 steps");
    try (House house = new House(blobs, folder.resolve("house"), longer)) {
      house.trainings.dataArrived(landing(house).land(ROWS.formatted("0.5", 0, 210)));
      settle(house, 1);

      assertThat(house.ended().getFirst().waitsForData()).isTrue();
      assertThat(house.ended().getFirst().reason()).contains("a context of 120 values");
    }
  }

  @Test
  void makesTheSameBytesOfTheSameRows() {
    Map<String, String> digests = null;
    for (int i = 0; i < 2; i++) {
      InMemoryBlobStore own = new InMemoryBlobStore();
      try (House house = new House(own, folder.resolve("h" + i), PROBLEM.formatted(""))) {
        house.trainings.dataArrived(
            new Landing(own, folder, house.name()).land(ROWS.formatted("0.5", 0, 800)));
        settle(house, 1);
        Map<String, String> made = open(house, 1).manifest().digests();
        assertThat(digests == null || digests.equals(made)).isTrue();
        digests = made;
      }
    }
  }

  @Test
  void keepsEachAlgorithmsTrialAndWhatWasDone() {
    try (House house = house("", "['linear', 'gradient-boosting']")) {
      house.trainings.dataArrived(landing(house).land(ROWS.formatted("0.5", 0, 800)));
      settle(house, 1);

      List<Trial> trials =
          new TrialJournals(blobs).of(house.name(), house.ended().getFirst().run()).ended();
      assertThat(trials).extracting(Trial::number).containsExactly(1, 2);
      assertThat(trials).allSatisfy(each -> assertThat(each.best().metrics()).containsKey("mase"));
      Manifest manifest = open(house, 1).manifest();
      assertThat(manifest.candidates()).hasSize(2);
      Manifest.Recipe recipe = manifest.training().recipe();
      assertThat(recipe.steps()).isPositive();
      assertThat(recipe.parameters()).isNotEmpty();
    }
  }

  @Test
  void endsWhereItIsCancelled() {
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    try (House house = house("", "['linear', 'gradient-boosting']")) {
      house.blobs.beforeCreate =
          path -> {
            if (path.contains("/trials/") && stopped.compareAndSet(false, true)) {
              String run = house.states.all(house.name()).getFirst().run();
              house.trainings.cancel(house.name(), run, "ada");
              cancelled.countDown();
            }
          };
      house.trainings.dataArrived(landing(house).land(ROWS.formatted("0.5", 0, 800)));
      settle(house, 1);

      assertThat(cancelled.getCount()).isZero();
      assertThat(house.ended().getFirst().state()).isEqualTo(RunRecord.State.CANCELLED);
      assertThat(house.models.versions(house.name())).isEmpty();
    }
  }

  @Test
  void isReproducedByteByByteAlsoWhereItReplacedAnother() {
    try (House house = house("")) {
      Landing landing = landing(house);
      house.trainings.dataArrived(landing.land(ROWS.formatted("0.5", 0, 800)));
      settle(house, 1);
      house.trainings.dataArrived(landing.land(anotherWorld(800, 3000)));
      settle(house, 2);
      for (int version = 1; version <= 2; version++) {
        Manifest manifest = open(house, version).manifest();

        assertThat(house.reproducer.request(manifest)).isInstanceOf(Requested.Started.class);
        await().atMost(Duration.ofMinutes(2)).until(house.reproducer::isIdle);

        Reproduction found = house.reproductions.find(manifest).orElseThrow();
        assertThat(found.reason()).isNull();
        assertThat(found.state()).isEqualTo(Reproduction.State.IDENTICAL);
        assertThat(found.files()).hasSize(4);
        assertThat(found.metrics()).isEmpty();
      }
    }
  }

  private House house(String success, String algorithms) {
    String problem = PROBLEM.formatted(success).replace("['linear']", algorithms);
    return new House(blobs, folder.resolve("house"), problem);
  }

  private House house(String success) {
    return new House(blobs, folder.resolve("house"), PROBLEM.formatted(success));
  }

  private Landing landing(House house) {
    return new Landing(blobs, folder, house.name());
  }

  /** The same series, with another rhythm. */
  private static String anotherWorld(int from, int to) {
    return ROWS.replace("sin(2 * pi() * i / 24)", "sin(2 * pi() * i / 8)")
        .formatted("0.5", from, to);
  }

  private static ModelPackage open(House house, int version) {
    return switch (house.models.open(
        house.name(), house.models.find(house.name(), version).orElseThrow())) {
      case PackageCheck.Sound(ModelPackage model) -> model;
      case PackageCheck.Unsound(String reason) -> throw new AssertionError(reason);
    };
  }

  private static void settle(House house, int runs) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> house.ended().size() >= runs && house.isIdle());
  }
}
