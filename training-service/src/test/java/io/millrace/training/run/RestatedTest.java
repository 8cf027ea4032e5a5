package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Cause;
import io.millrace.message.DataArrived;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Operator;
import io.millrace.training.Rooms;
import io.millrace.training.store.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a problem asks changes, or what answered it turns out to be of no use. */
class RestatedTest {

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();

  @Test
  void anotherTargetIsLearnedFromItsOwnLabelsOnceAsManyHaveCome() {
    try (House house = house()) {
      Landing landing = landing(house);
      landing.arrivedAt = "now()::TIMESTAMP";
      house.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(house, 1);

      house.restate(Rooms.PROBLEM.replace("'taken'", "'cleaned'"));
      await().until(() -> blobs.read("problems/room/target.json").orElseThrow().length > 0);
      await()
          .until(
              () ->
                  new String(
                          blobs.read("problems/room/target.json").orElseThrow(),
                          java.nio.charset.StandardCharsets.UTF_8)
                      .contains("cleaned"));
      house.trainings.dataArrived(landing.land(Rooms.rows(300, 400, 20)));
      await().pollDelay(Duration.ofMillis(400)).until(house::isIdle);
      assertThat(house.ended()).hasSize(1);

      house.trainings.dataArrived(landing.land(Rooms.rows(400, 520, 20)));
      settle(house, 2);

      RunRecord run = house.ended().getFirst();
      assertThat(run.cause().kind()).isEqualTo(Cause.Kind.FIRST_DATA);
      assertThat(run.labels()).isEqualTo(220);
      assertThat(run.version()).isEqualTo(2);
      var manifest = house.models.find(house.name(), 2).orElseThrow().manifest();
      assertThat(manifest.target()).isEqualTo("cleaned");
      assertThat(manifest.champion()).isNull();
      assertThat(manifest.parameters()).containsEntry("training_rows", 176);
    }
  }

  @Test
  void aRunForWhatIsNoLongerAskedRegistersNothing() throws Exception {
    CountDownLatch training = new CountDownLatch(1);
    CountDownLatch restated = new CountDownLatch(1);
    try (House house = house()) {
      DataArrived data = landing(house).land(Rooms.rows(0, 300, 50));
      house.blobs.beforeCreate =
          path -> {
            if (path.endsWith("/state.json") && training.getCount() > 0) {
              training.countDown();
              awaitLatch(restated);
            }
          };
      house.trainings.dataArrived(data);
      awaitLatch(training);
      house.restate(Rooms.PROBLEM.replace("'taken'", "'cleaned'"));
      restated.countDown();
      settle(house, 1);

      assertThat(house.ended().getFirst().reason()).contains("asks for something else now");
      assertThat(house.models.versions(house.name())).isEmpty();
      assertThat(house.told).isEmpty();
    }
  }

  @Test
  void aVersionThatCannotBeUsedIsNotWhatNewOnesAreComparedWith() {
    String run;
    try (House before = house()) {
      before.trainings.dataArrived(landing(before).land(Rooms.rows(0, 300, 50)));
      settle(before, 1);
      run = before.ended().getFirst().run();
    }
    blobs.delete("problems/room/runs/" + run + "/package/model.onnx");

    try (House after = house()) {
      await().pollDelay(Duration.ofMillis(300)).until(after::isIdle);
      assertThat(after.ended()).hasSize(1);

      Landing landing = landing(after);
      landing.skip(1, 300);
      after.trainings.dataArrived(landing.land(Rooms.rows(300, 320, 50)));
      settle(after, 2);

      assertThat(after.ended().getFirst().version()).isEqualTo(2);
      assertThat(after.models.find(after.name(), 2).orElseThrow().manifest().champion()).isNull();
    }
  }

  @Test
  void aDriftIsAnsweredAnewByWhatBeatsTheOldChampionOnceItsAnswerWasRolledBack() {
    try (House house = house()) {
      Landing landing = landing(house);
      house.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(house, 1);
      house.trainings.dataArrived(landing.land(Rooms.rows(300, 900, 20)));
      house.trainings.driftDetected(Rooms.drift(1, 300, 500), "c-drift");
      settle(house, 2);
      assertThat(house.ended().getFirst().version()).isEqualTo(2);

      Traffic both = new Traffic(0, 2, 2, List.of(), List.of());
      Operator.decides(blobs, house.name(), both.rolledBack(2, 1));
      house.trainings.dataArrived(landing.land(Rooms.rows(900, 1099, 20)));
      await().pollDelay(Duration.ofMillis(400)).until(house::isIdle);
      assertThat(house.ended()).hasSize(2);

      house.trainings.dataArrived(landing.land(Rooms.rows(1099, 1100, 20)));
      settle(house, 3);
      assertThat(house.ended().getFirst().cause().kind()).isEqualTo(Cause.Kind.DRIFT);
      var manifest = house.models.find(house.name(), 3).orElseThrow().manifest();
      assertThat(manifest.champion().version()).isEqualTo(1);
    }
  }

  @Test
  void aDriftNoticedWhileAModelOfOlderRowsIsMadeIsAnsweredAfterIt() {
    CountDownLatch training = new CountDownLatch(1);
    CountDownLatch drifted = new CountDownLatch(1);
    String eager =
        Rooms.PROBLEM.replace("'cooldown': '0s'", "'cooldown': '0s', 'after': '100 rows'");
    try (House house = new House(blobs, folder.resolve("work"), eager)) {
      Landing landing = landing(house);
      house.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(house, 1);
      house.blobs.beforeCreate =
          path -> {
            if (path.endsWith("/package/model.onnx")) {
              training.countDown();
              awaitLatch(drifted);
            }
          };
      house.trainings.dataArrived(landing.land(Rooms.rows(300, 900, 30)));
      awaitLatch(training);
      landing.land(Rooms.rows(900, 990, 5));
      house.trainings.driftDetected(Rooms.drift(1, 900, 985), "c-drift");
      drifted.countDown();
      settle(house, 3);

      assertThat(house.ended().get(1).version()).isEqualTo(2);
      assertThat(house.ended().getFirst().cause().kind()).isEqualTo(Cause.Kind.DRIFT);
      assertThat(house.ended().getFirst().correlationId()).isEqualTo("c-drift");
    }
  }

  @Test
  void resentEventsAreCountedOnceInRecordManifestAndMetric() {
    String eager =
        Rooms.PROBLEM.replace("'cooldown': '0s'", "'cooldown': '0s', 'after': '50 rows'");
    try (House house = new House(blobs, folder.resolve("work"), eager)) {
      Landing landing = landing(house);
      landing.land(Rooms.rows(0, 30, 50));
      house.trainings.dataArrived(landing.land(Rooms.rows(0, 300, 50)));
      settle(house, 1);

      assertThat(house.ended().getFirst().report().duplicates()).isEqualTo(30);
      assertThat(house.models.find(house.name(), 1).orElseThrow().manifest().parameters())
          .containsEntry("duplicates_removed", 30);
      await().ignoreExceptions().until(() -> duplicates(house) == 30); // told, then counted

      house.trainings.dataArrived(landing.land(Rooms.rows(290, 400, 50)));
      settle(house, 2);

      assertThat(house.ended().getFirst().report().duplicates()).isEqualTo(40);
      await().until(() -> duplicates(house) == 40);
    }
  }

  private static double duplicates(House house) {
    return house
        .meters
        .get("millrace.training.duplicates")
        .tag("problem", "room")
        .counter()
        .count();
  }

  private House house() {
    return new House(blobs, folder.resolve("work"), Rooms.PROBLEM);
  }

  private Landing landing(House house) {
    return new Landing(blobs, folder, house.name());
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void settle(House house, int runs) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> house.ended().size() == runs && house.isIdle());
  }
}
