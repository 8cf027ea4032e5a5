package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Alert;
import io.millrace.message.Cause;
import io.millrace.message.DataArrived;
import io.millrace.message.ModelRegistered;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one store, either of which may die, hang, or lose its way to it. */
class InstancesTest {

  private static final Pace OTHER =
      new Pace(
          "b", House.PACE.lease(), House.PACE.look(), House.PACE.again(), House.PACE.attempts());

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private Landing landing;

  @BeforeEach
  void land() {
    landing = new Landing(blobs, folder, new io.millrace.problem.ProblemName("room"));
  }

  @Test
  void twoInstancesMakeOneModelOfOneTrigger() {
    try (House a = house("a");
        House b = house("b")) {
      DataArrived data = landing.land(Rooms.rows(0, 300, 50));
      a.trainings.dataArrived(data);
      b.trainings.dataArrived(data);

      settle(a, 1);

      assertThat(a.models.versions(a.name())).containsExactly(1);
      assertThat(a.told(ModelRegistered.class).size() + b.told(ModelRegistered.class).size())
          .isEqualTo(1);
    }
  }

  @Test
  void aTriggerWhoseInstanceDiedBeforeItDecidedIsAnsweredByTheOther() {
    landing.land(Rooms.rows(0, 300, 50));
    try (House b = house("b")) {
      settle(b, 1);

      assertThat(b.models.versions(b.name())).containsExactly(1);
    }
  }

  @Test
  void aRunWhoseInstanceDiesWhereverItIsYieldsTheSameModelOnce() {
    landing.land(Rooms.rows(0, 300, 50));
    Map<String, String> undisturbed = undisturbed();
    int step = Math.max(1, callsOfARun / 25);
    for (int call = 1; call <= callsOfARun; call += step) {
      dieAt(call, call % 2 == 0, undisturbed);
    }
  }

  private int callsOfARun;

  private Map<String, String> undisturbed() {
    InMemoryBlobStore own = copy();
    try (House house = new House(own, folder.resolve("undisturbed"), Rooms.PROBLEM)) {
      house.trainings.look(house.name());
      settle(house, 1);
      callsOfARun = house.blobs.calls();
      return house.models.find(house.name(), 1).orElseThrow().manifest().digests();
    }
  }

  private void dieAt(int call, boolean effective, Map<String, String> digests) {
    InMemoryBlobStore own = copy();
    try (House a = new House(own, folder.resolve("a" + call), Rooms.PROBLEM)) {
      a.blobs.effective = effective;
      a.blobs.diesAt = call;
      a.trainings.look(a.name());
      await().atMost(Duration.ofSeconds(30)).until(a.blobs::isDead);
      try (House b = new House(own, folder.resolve("b" + call), Rooms.PROBLEM, OTHER)) {
        settle(b, 1);
        assertThat(b.models.versions(b.name())).as("dead at call %d", call).containsExactly(1);
        var manifest = b.models.find(b.name(), 1).orElseThrow().manifest();
        assertThat(manifest.digests()).isEqualTo(digests);
        assertThat(manifest.run()).isEqualTo(b.ended().getFirst().run());
        assertThat(b.ended()).hasSize(1);
        List<ModelRegistered> told = new ArrayList<>(a.told(ModelRegistered.class));
        told.addAll(b.told(ModelRegistered.class));
        assertThat(told).isNotEmpty().allMatch(model -> model.equals(told.getFirst()));
      }
    }
  }

  private InMemoryBlobStore copy() {
    InMemoryBlobStore copy = new InMemoryBlobStore();
    blobs.list("").forEach(path -> copy.create(path, blobs.read(path).orElseThrow()));
    return copy;
  }

  @Test
  void aZombieThatWakesAfterItsRunWasTakenUpRegistersNothing() {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    try (House a = house("a")) {
      a.blobs.beforeCreate = path -> sleep(path, "/features.json", asleep, awake, a);
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      passed(asleep);
      try (House b = house("b")) {
        settle(b, 1);
        assertThat(b.ended().getFirst().attempt()).isEqualTo(2);
        awake.countDown();
        a.trainings.close(); // waits for what it was doing

        assertThat(b.models.versions(b.name())).containsExactly(1);
        assertThat(a.told(ModelRegistered.class)).isEmpty();
        assertThat(b.told(ModelRegistered.class)).hasSize(1);
      }
    }
  }

  @Test
  void aZombieThatWritesFirstHasMadeTheVersionThatTheTakerTellsOf() {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    try (House a = house("a")) {
      a.blobs.beforeCreate = path -> sleep(path, "/models/1/manifest.json", asleep, awake, a);
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      passed(asleep);
      try (House b = house("b")) {
        b.blobs.beforeCreate =
            path -> {
              if (path.endsWith("/manifest.json")) {
                awake.countDown();
                passed(written);
              }
            };
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> blobs.read("problems/room/models/1/manifest.json").isPresent());
        written.countDown();
        settle(b, 1);

        assertThat(b.models.versions(b.name())).containsExactly(1);
        assertThat(b.told(ModelRegistered.class)).hasSize(1);
      }
    }
  }

  private static void sleep(
      String path, String where, CountDownLatch asleep, CountDownLatch awake, House house) {
    if (path.endsWith(where) && asleep.getCount() > 0) {
      house.blobs.away = true; // a stopped process gives no sign of life
      asleep.countDown();
      passed(awake);
      house.blobs.away = false;
    }
  }

  private static void passed(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aVersionWhoseManifestWasWrittenThoughTheAnswerWasLostIsTold() {
    try (House a = house("a")) {
      a.blobs.answerLostFor = "/models/1/manifest.json";
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(a, 1);

      assertThat(a.models.versions(a.name())).containsExactly(1);
      assertThat(a.told(ModelRegistered.class)).hasSize(1);
      assertThat(a.ended().getFirst().state()).isEqualTo(RunRecord.State.REGISTERED);
      assertThat(a.ended().getFirst().attempt()).isEqualTo(1);
    }
  }

  @Test
  void aVersionOfARunThatWasWrittenOffIsTold() {
    String run;
    House a = house("a");
    try (a) {
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(a, 1);
      run = a.ended().getFirst().run();
    }
    a.blobs.away = true; // a look of its that is still on tells nothing
    new RunStates(blobs)
        .move(a.name(), run, _ -> true, record -> record.setAside("gone", Instant.now()), true);

    try (House b = house("b")) {
      await().until(() -> !b.told(ModelRegistered.class).isEmpty());

      assertThat(b.ended().getFirst().state()).isEqualTo(RunRecord.State.REGISTERED);
      assertThat(b.ended().getFirst().version()).isEqualTo(1);
      assertThat(b.told(ModelRegistered.class)).extracting(ModelRegistered::run).containsOnly(run);
    }
  }

  @Test
  void howARunEndedIsToldByAnotherInstanceWhereItsOwnDiedBefore() {
    try (House a = house("a")) {
      a.silentFor = Integer.MAX_VALUE;
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      await().atMost(Duration.ofSeconds(30)).until(() -> !a.ended().isEmpty());
      assertThat(a.isIdle()).isFalse();
    }
    try (House b = house("b")) {
      settle(b, 1);

      assertThat(b.told(ModelRegistered.class)).hasSize(1);
    }
  }

  @Test
  void howARunEndedIsToldOnceHoweverOftenItIsLookedAtMeanwhile() {
    try (House a = house("a")) {
      a.silentFor = Integer.MAX_VALUE;
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      await().atMost(Duration.ofSeconds(30)).until(() -> !a.ended().isEmpty());
    }
    try (House b = house("b")) {
      CountDownLatch telling = new CountDownLatch(1);
      CountDownLatch looked = new CountDownLatch(1);
      b.beforeTelling =
          () -> {
            telling.countDown();
            passed(looked);
          };
      passed(telling);
      int calls = b.blobs.calls();
      await().atMost(Duration.ofSeconds(30)).until(() -> b.blobs.calls() > calls + 30);
      looked.countDown();
      settle(b, 1);
      b.trainings.close(); // waits for whoever else tells

      assertThat(b.told(ModelRegistered.class)).hasSize(1);
    }
  }

  @Test
  void aStoreThatIsAwayFailsNoRun() {
    try (House a = house("a")) {
      CountDownLatch gone = new CountDownLatch(1);
      a.blobs.beforeCreate =
          path -> {
            if (path.endsWith("/golden.json") && gone.getCount() > 0) {
              a.blobs.away = true;
              gone.countDown();
            }
          };
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      passed(gone);
      int calls = a.blobs.calls();
      await().atMost(Duration.ofSeconds(30)).until(() -> a.blobs.calls() > calls + 20);
      a.blobs.away = false;
      settle(a, 1);

      assertThat(a.ended().getFirst().state()).isEqualTo(RunRecord.State.REGISTERED);
      assertThat(a.ended().getFirst().attempt()).isEqualTo(1);
      assertThat(a.told(Alert.class)).isEmpty();
    }
  }

  @Test
  void aRunThatFailsThreeTimesIsSetAsideWithAnAlertAndTheProblemGoesOn() {
    DataArrived data = landing.land(Rooms.rows(0, 300, 50));
    String path = data.files().getFirst().path();
    byte[] sound = blobs.read(path).orElseThrow();
    blobs.delete(path);
    blobs.create(path, new byte[] {1, 2, 3});
    try (House a = house("a");
        House b = house("b")) {
      a.trainings.dataArrived(data);
      settle(a, 1);

      RunRecord run = a.ended().getFirst();
      assertThat(run.state()).isEqualTo(RunRecord.State.FAILED);
      assertThat(run.setAside()).isTrue();
      assertThat(run.attempt()).isEqualTo(3);
      List<Alert> alerts = new ArrayList<>(a.told(Alert.class));
      alerts.addAll(b.told(Alert.class));
      assertThat(alerts).extracting(Alert::kind).containsExactly("run-set-aside");
      assertThat(alerts.getFirst().text()).contains("after 3 attempts").contains("its digest is");

      blobs.delete(path);
      blobs.create(path, sound);
      a.trainings.dataArrived(landing.land(Rooms.rows(300, 310, 50)));
      settle(a, 2);

      assertThat(a.ended().getFirst().state()).isEqualTo(RunRecord.State.REGISTERED);
      assertThat(a.models.versions(a.name())).containsExactly(1);
    }
  }

  @Test
  void aRunThatEachOfItsInstancesDiesOfIsSetAside() {
    landing.land(Rooms.rows(0, 300, 50));
    for (int i = 1; i <= 3; i++) {
      try (House dying = house("dying-" + i)) {
        CountDownLatch dead = new CountDownLatch(1);
        dying.blobs.beforeCreate =
            path -> {
              if (path.endsWith("/model.onnx")) {
                dying.blobs.diesAt = 0;
                dead.countDown();
              }
            };
        passed(dead);
      }
    }
    try (House last = house("last")) {
      settle(last, 1);

      assertThat(last.told(Alert.class)).extracting(Alert::kind).containsExactly("run-set-aside");
      assertThat(last.models.versions(last.name())).isEmpty();
    }
  }

  @Test
  void aCooldownHoldsAcrossInstances() {
    String patient = Rooms.PROBLEM.replace("'cooldown': '0s'", "'cooldown': '1h'");
    try (House a = new House(blobs, folder.resolve("a"), patient)) {
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(a, 1);
      a.trainings.driftDetected(Rooms.drift(1, 200, 300), "c-d");
    }
    try (House b = new House(blobs, folder.resolve("b"), patient, OTHER)) {
      b.trainings.driftDetected(Rooms.drift(1, 200, 300), "c-d");
      await().pollDelay(Duration.ofMillis(400)).until(b::isIdle);
      assertThat(b.ended()).hasSize(1);

      b.restate(Rooms.PROBLEM);
      settle(b, 2);
      assertThat(b.ended().getFirst().cause().kind()).isEqualTo(Cause.Kind.DRIFT);
      assertThat(b.ended().getFirst().correlationId()).isEqualTo("c-d");
    }
  }

  @Test
  void aTimeOfTheScheduleThatBothInstancesHearMakesOneRun() {
    try (House a = house("a");
        House b = house("b")) {
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(a, 1);
      landing.land(Rooms.rows(300, 400, 50));
      Instant three = Instant.parse("2026-03-01T03:00:00Z");

      a.trainings.scheduled(a.name(), three);
      settle(a, 2);
      landing.land(Rooms.rows(400, 500, 50));
      b.trainings.scheduled(b.name(), three);
      await().pollDelay(Duration.ofMillis(400)).until(b::isIdle);
      assertThat(b.ended()).hasSize(2);

      b.trainings.scheduled(b.name(), three.plusSeconds(60));
      settle(b, 3);
      assertThat(b.ended().getFirst().cause().kind()).isEqualTo(Cause.Kind.SCHEDULE);
    }
  }

  @Test
  void whoeverIsAskedNamesTheInstanceThatHoldsTheRun() {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    Pace deaf = new Pace("b", House.PACE.lease(), Duration.ofHours(1), House.PACE.again(), 3);
    try (House a = house("a");
        House b = new House(blobs, folder.resolve("b"), Rooms.PROBLEM, deaf)) {
      assertThat(b.trainings.request(b.name()))
          .isEqualTo(new Requested.Refused("no labelled row has landed yet"));
      a.blobs.beforeCreate =
          path -> {
            if (path.endsWith("/golden.json")) {
              asleep.countDown();
              passed(awake);
            }
          };
      landing.land(Rooms.rows(0, 190, 50));
      Requested asked = a.trainings.request(a.name());
      assertThat(asked).isInstanceOf(Requested.Started.class);
      passed(asleep);

      assertThat(b.trainings.request(b.name()))
          .isInstanceOfSatisfying(
              Requested.Refused.class,
              refused ->
                  assertThat(refused.reason())
                      .contains(((Requested.Started) asked).run())
                      .contains("is on at a, attempt 1"));
      RunRecord seen = b.states.all(b.name()).getFirst();
      assertThat(seen.state()).isEqualTo(RunRecord.State.RUNNING);
      assertThat(seen.lease()).isNotNull();
      awake.countDown();
      settle(b, 1);
    }
  }

  @Test
  void anInstanceThatIsStoppedGivesItsRunBackAndTheAttemptDoesNotCount() {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    try (House a = new House(blobs, folder.resolve("a"), Rooms.PROBLEM, patient("a"))) {
      a.blobs.beforeCreate =
          path -> {
            if (path.endsWith("/golden.json")) {
              asleep.countDown();
              passed(awake);
            }
          };
      a.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      passed(asleep);
      a.trainings.close();
      try (House b = new House(blobs, folder.resolve("b"), Rooms.PROBLEM, patient("b"))) {
        settle(b, 1);
        assertThat(b.ended().getFirst().attempt()).isEqualTo(1);
      }
      awake.countDown();
    }
  }

  /** Would wait for ever for a lease to end. */
  private static Pace patient(String owner) {
    return new Pace(
        owner, Duration.ofHours(1), House.PACE.look(), House.PACE.again(), House.PACE.attempts());
  }

  private House house(String owner) {
    Pace pace =
        new Pace(
            owner,
            House.PACE.lease(),
            House.PACE.look(),
            House.PACE.again(),
            House.PACE.attempts());
    return new House(blobs, folder.resolve(owner), Rooms.PROBLEM, pace);
  }

  private static void settle(House house, int runs) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> house.ended().size() == runs && house.isIdle());
  }
}
