package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Alert;
import io.millrace.message.Cause;
import io.millrace.message.ControlMessage;
import io.millrace.message.DataArrived;
import io.millrace.message.DriftDetected;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRejected;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Train.Algorithm;
import io.millrace.rollout.Traffic;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.baseline.Importance;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.rollout.DecidedTraffic;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.search.End;
import io.millrace.training.search.Trial;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.TrialJournals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingsTest {

  /** A room that is taken while it is humid and a light is on; every tenth humidity is missing. */
  private static final String ROOM =
      """
      SELECT 'e' || i AS event_id, TIMESTAMP '2026-01-01' + INTERVAL (i) MINUTE AS event_time,
        CASE WHEN (humidity > %2$f) = (kind <> 'off') THEN '1' ELSE '0' END AS target,
        CASE WHEN i %% 10 = 3 THEN NULL ELSE humidity END AS humidity, kind, open
      FROM (SELECT i, (hash(i) %% 1000) / 10.0 AS humidity,
              CASE hash(i + 7) %% 3 WHEN 0 THEN 'off' WHEN 1 THEN 'dim' ELSE 'bright' END AS kind,
              hash(i + 9) %% 2 = 0 AS open
            FROM range(%1$d, %3$d) t(i))""";

  private static final String PROBLEM =
      """
      {'problem': 'room', 'define': {'task': 'classification', 'target': 'occupied',
         'success': {'metric': 'f1', 'at-least': 0.7}},
       'data': {'time': 'date', 'features': {'humidity': {'type': 'number', 'optional': true},
          'kind': 'category', 'open': 'boolean'}},
       'prepare': {'steps': [{'impute': 'median'}, {'derive': {'hour': 'hour-of-day(date)'}},
          {'standardise': 'all-numbers'}]},
       'train': {'first-after': '600 rows'},
       'monitor': {'drift': {'window': '200 predictions'}, 'retrain': {'cooldown': '0s'}}}""";

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();

  @Test
  void turnsFromFirstDataThroughADriftToABetterModel() {
    try (House house = house()) {
      Landing landing = landing(house);

      arrive(house, landing.land(room(0, 300, 50)));
      assertThat(house.told).isEmpty();
      arrive(house, landing.land(room(300, 800, 50)));
      ModelRegistered first = registered(house, 1);

      assertThat(first.cause().kind()).isEqualTo(Cause.Kind.FIRST_DATA);
      assertThat(first.metrics().get("f1")).isGreaterThan(0.9);
      assertThat(first.rows()).isEqualTo(640);
      assertThat(house.correlationIds).containsExactly("c-2");

      arrive(house, landing.land(room(800, 2200, 20)));
      Instant changed = Instant.parse("2026-01-01T13:20:00Z");
      house.trainings.driftDetected(drift(house, 1, changed), "c-drift");
      ModelRegistered second = registered(house, 2);

      assertThat(second.cause()).isEqualTo(new Cause(Cause.Kind.DRIFT, "humidity moved"));
      Manifest manifest = sound(house, 2).manifest();
      assertThat(manifest.champion()).isNotNull();
      assertThat(manifest.champion().metrics().get("f1")).isLessThan(second.metrics().get("f1"));
      assertThat(manifest.candidates())
          .extracting(Manifest.Candidate::history)
          .isSubsetOf("all rows", "rows since the drift")
          .contains("rows since the drift");
      assertThat(manifest.data()).hasSize(6);
      assertThat(manifest.holdout().from()).isAfter(changed);
      assertThat(manifest.evaluation().gate().low()).isPositive();
      assertThat(manifest.evaluation().baselines()).containsOnlyKeys("majority", "last-value");
      assertThat(manifest.evaluation().validation()).containsKeys("f1", "roc-auc");
      assertThat(manifest.correlationId()).isEqualTo("c-drift");
    }
  }

  /** Humid rooms are taken one time in three: never more probably than not, and yet to be found. */
  @Test
  void answersByAThresholdThatValidationRowsChose() {
    String seldom =
        PROBLEM
            .replace("'at-least': 0.7", "'at-least': 0.3")
            .replace("'600 rows'", "'600 rows', 'search': {'limits': {'trials': 1}}");
    try (House house = new House(blobs, folder.resolve("work"), seldom)) {
      arrive(
          house,
          landing(house)
              .land(
                  "SELECT * REPLACE (CASE WHEN hash(event_id) % 100 < (CASE WHEN humidity > 80 THEN"
                      + " 38 ELSE 2 END) THEN '1' ELSE '0' END AS target) FROM (%s)"
                          .formatted(room(0, 4000, 50))));
      registered(house, 1);

      ModelPackage opened = sound(house, 1);
      Manifest manifest = opened.manifest();
      assertThat(manifest.threshold()).isBetween(0.02, 0.45);
      assertThat(manifest.metrics().get("f1")).isGreaterThan(0.3);
      List<List<Long>> confusion = manifest.evaluation().confusion();
      long answered = confusion.get(0).get(1) + confusion.get(1).get(1);
      assertThat(((FeatureBaseline.Categories) opened.baseline().output()).counts().get("1"))
          .isEqualTo(answered);
      try (ScoringModel model = ScoringModel.load(opened)) {
        assertThat(model.goldenMismatch(opened.golden())).isEmpty();
      }
    }
  }

  @Test
  void registersAPackageThatReproducesItsGoldenRows() {
    try (House house = house()) {
      arrive(house, landing(house).land(room(0, 800, 50)));
      registered(house, 1);

      ModelPackage opened = sound(house, 1);

      assertThat(opened.golden().rows()).hasSize(20);
      try (ScoringModel model = ScoringModel.load(opened)) {
        assertThat(model.goldenMismatch(opened.golden())).isEmpty();
      }
      assertThat(opened.baseline().features()).containsOnlyKeys("humidity", "kind", "open");
      assertThat(opened.manifest().libraries().get("xgboost")).matches("[0-9.]+");
      assertThat(opened.manifest().training().rows()).isEqualTo(640);
      assertThat(opened.manifest().training().to()).isBefore(opened.manifest().holdout().from());
    }
  }

  @Test
  void shipsWhatTheModelOwesToEachFeature() {
    try (House house = house()) {
      arrive(house, landing(house).land(room(0, 800, 50)));
      registered(house, 1);

      ModelPackage opened = sound(house, 1);

      Importance importance = opened.baseline().importance();
      assertThat(importance).isNotNull().isEqualTo(opened.manifest().evaluation().importance());
      assertThat(importance.metric()).isEqualTo("f1");
      assertThat(importance.value()).isEqualTo(opened.manifest().metrics().get("f1"));
      assertThat(importance.rows()).isEqualTo(160);
      assertThat(opened.baseline().attribution().weights()).hasSize(2);
      assertThat(opened.baseline().attribution().features())
          .containsOnlyKeys("humidity", "kind", "open")
          .allSatisfy(
              (_, answers) ->
                  assertThat(answers.bins().stream().mapToDouble(List::getFirst).sum())
                      .isEqualTo(160));
      assertThat(importance.features())
          .extracting(Importance.OfFeature::feature)
          .startsWith("humidity", "kind")
          .containsExactlyInAnyOrder("humidity", "kind", "open", "date");
      assertThat(importance.features().getFirst().mean()).isGreaterThan(0.2);
      assertThat(importance.features().getLast().mean()).isLessThan(0.05);
    }
  }

  @Test
  void rejectsWhatIsNoBetterAndKeepsTheDriftOpen() {
    try (House house = house()) {
      Landing landing = landing(house);
      arrive(house, landing.land(room(0, 800, 50)));
      registered(house, 1);
      arrive(house, landing.land(room(800, 1000, 50)));

      house.trainings.driftDetected(drift(house, 1, Instant.parse("2026-01-01T12:00:00Z")), "c-d");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !house.told(Alert.class).isEmpty() && idle(house));

      assertThat(house.told(ModelRejected.class).getFirst().reason())
          .contains("no better than")
          .contains("90 % interval")
          .contains("the model that serves");
      assertThat(house.told(Alert.class).getFirst().kind()).isEqualTo("model-rejected");
      assertThat(house.ended().getFirst().state()).isEqualTo(RunRecord.State.REJECTED);

      arrive(house, landing.land(room(1000, 1139, 50))); // 280 since the change: a half is 140
      assertThat(idle(house)).isTrue();
      arrive(house, landing.land(room(1139, 1141, 50)));
      await().atMost(Duration.ofSeconds(60)).until(() -> house.ended().size() == 3);
    }
  }

  @Test
  void makesTheSameModelFromTheSameRowsAndSeedOnAnyNumberOfCores() {
    ModelPackage once = trainedIn(folder.resolve("once"), 1);
    ModelPackage again = trainedIn(folder.resolve("again"), 3);

    assertThat(again.manifest().digests()).isEqualTo(once.manifest().digests()).hasSize(4);
  }

  @Test
  void keepsEveryTrialWithItsRun() {
    try (House house = house()) {
      arrive(house, landing(house).land(room(0, 800, 50)));
      registered(house, 1);

      String run = house.ended().getFirst().run();
      List<Trial> trials = new TrialJournals(blobs).of(house.name(), run).ended();
      long fitted = 1610; // in each step, by the five learners of a rolling origin over 640 rows
      assertThat(trials).hasSize(8);
      assertThat(trials.subList(0, 2))
          .extracting(Trial::algorithm)
          .containsExactly(Algorithm.GRADIENT_BOOSTING, Algorithm.NEURAL_NETWORK);
      assertThat(trials)
          .allSatisfy(trial -> assertThat(trial.end()).isIn(End.FINISHED, End.STOPPED))
          .allSatisfy(trial -> assertThat(trial.curve()).isNotEmpty())
          .allSatisfy(trial -> assertThat(trial.cost()).isEqualTo(trial.steps() * fitted));
      assertThat(new TrialJournals(blobs).counts(house.name())).containsEntry(run, 8L);
      assertThat(sound(house, 1).manifest().parameters())
          .containsEntry("trials", 8)
          .containsKey("trial");
    }
  }

  @Test
  void waitsForMoreRowsWhereTheHoldoutHoldsOneLabelOnly() {
    try (House house = house()) {
      Landing landing = landing(house);
      arrive(
          house,
          landing.land(
              "SELECT * REPLACE (CASE WHEN event_time > TIMESTAMP '2026-01-01 08:00:00' THEN '0'"
                  + " ELSE target END AS target) FROM (%s)".formatted(room(0, 700, 50))));
      await().atMost(Duration.ofSeconds(60)).until(() -> house.ended().size() == 1);

      RunRecord run = house.ended().getFirst();
      assertThat(run.waitsForData()).isTrue();
      assertThat(run.reason()).contains("the holdout hold {0=140}");
      assertThat(house.told).isEmpty();

      arrive(house, landing.land(room(700, 1000, 50)));
      registered(house, 1);
    }
  }

  @Test
  void tellsOfAModelOnceTheBrokerAnswersAgain() {
    try (House house = house()) {
      house.silentFor = 1;

      arrive(house, landing(house).land(room(0, 800, 50)));

      assertThat(registered(house, 1).version()).isEqualTo(1);
    }
  }

  @Test
  void aDriftThatRestsInTheCooldownIsAnsweredAfterARestart() {
    String patient = PROBLEM.replace("'cooldown': '0s'", "'cooldown': '1h'");
    try (House before = new House(blobs, folder.resolve("work"), patient)) {
      arrive(before, landing(before).land(room(0, 800, 50)));
      registered(before, 1);
      before.trainings.driftDetected(
          drift(before, 1, Instant.parse("2026-01-01T12:00:00Z")), "c-d");
      assertThat(idle(before)).isTrue();
    }

    try (House after = house()) {
      after.trainings.look(after.name());

      await().atMost(Duration.ofSeconds(60)).until(() -> after.ended().size() == 2);
      RunRecord run = after.ended().getFirst();
      assertThat(run.cause().kind()).isEqualTo(Cause.Kind.DRIFT);
      assertThat(run.correlationId()).isEqualTo("c-d");
    }
  }

  @Test
  void aTopicThatWasSetUpAnewIsToldOfVersionsAndOfWhatWasDecided() {
    ModelPromoted decided;
    try (House house = house()) {
      house.modelsTopic = Optional.of("one");
      look(house);
      arrive(house, landing(house).land(room(0, 900, 50)));
      ModelRegistered first = registered(house, 1);
      look(house);
      assertThat(house.told(ModelRegistered.class)).containsExactly(first);
      decided = decide(house.name());

      house.modelsTopic = Optional.of("two");
      house.silentFor = 1;
      look(house);
      await().until(() -> !house.told(ModelPromoted.class).isEmpty());

      assertThat(house.told(ModelRegistered.class)).containsExactly(first, first);
      assertThat(house.told(ModelPromoted.class)).containsExactly(decided);
      assertThat(house.correlationIds.getLast()).isEqualTo("c-decided");
    }
    try (House restarted = house()) {
      restarted.modelsTopic = Optional.of("two");
      look(restarted);
      assertThat(restarted.told).isEmpty();

      restarted.modelsTopic = Optional.of("three");
      look(restarted);
      await().until(() -> !restarted.told(ModelPromoted.class).isEmpty());
      assertThat(restarted.told).hasSize(2);
    }
  }

  /** Returns when some looks that began later have ended. */
  private static void look(House house) {
    int before = house.blobs.calls();
    await().until(() -> house.blobs.calls() > before + 20);
  }

  private ModelPromoted decide(ProblemName problem) {
    ModelPromoted decided =
        new ModelPromoted(
            problem,
            1,
            "better",
            "ada",
            null,
            new Traffic(1, 1, 1, List.of(), List.of()),
            Instant.parse("2026-02-02T14:00:00Z"));
    blobs.create(
        DecidedTraffic.path(problem, 1),
        MillraceJson.mapper()
            .writeValueAsBytes(
                Map.of(
                    "type",
                    ControlMessage.typeOf(ModelPromoted.class),
                    "correlationid",
                    "c-decided",
                    "data",
                    decided)));
    return decided;
  }

  private House house() {
    return new House(blobs, folder.resolve("work"), PROBLEM);
  }

  private Landing landing(House house) {
    return new Landing(blobs, folder, house.name());
  }

  private ModelPackage trainedIn(Path work, int cores) {
    InMemoryBlobStore own = new InMemoryBlobStore();
    try (House house = new House(own, work, PROBLEM, House.PACE, cores)) {
      arrive(house, new Landing(own, folder, house.name()).land(room(0, 900, 50)));
      registered(house, 1);
      return sound(house, 1);
    }
  }

  private static void arrive(House house, DataArrived data) {
    house.trainings.dataArrived(data);
  }

  private static boolean idle(House house) {
    return house.isIdle();
  }

  private static ModelRegistered registered(House house, int version) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                house.told(ModelRegistered.class).stream().anyMatch(m -> m.version() == version)
                    && idle(house));
    return house.told(ModelRegistered.class).getLast();
  }

  private static ModelPackage sound(House house, int version) {
    Stored stored = house.models.find(house.name(), version).orElseThrow();
    return switch (house.models.open(house.name(), stored)) {
      case PackageCheck.Sound(ModelPackage sound) -> sound;
      case PackageCheck.Unsound(String reason) -> throw new AssertionError(reason);
    };
  }

  private static DriftDetected drift(House house, int version, Instant from) {
    return new DriftDetected(
        house.name(),
        DriftDetected.Kind.DATA,
        version,
        List.of(new DriftDetected.Evidence("humidity", "psi", 0.4, 0.1)),
        new DriftDetected.Window(200, from, from.plusSeconds(3600)),
        "humidity moved",
        Instant.now());
  }

  private static String room(int from, int to, double threshold) {
    return ROOM.formatted(from, threshold, to);
  }
}
