package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.ModelRegistered;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunRecord.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person does not want a run. */
class CancelTest {

  private static final ProblemName ROOM = new ProblemName("room");

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private Landing landing;

  @BeforeEach
  void land() {
    landing = new Landing(blobs, folder, ROOM);
    landing.land(Rooms.rows(0, 300, 50));
  }

  @Test
  void aCancelledRunMakesNoModelAndIsNotTriedAgain() {
    try (House house = house("a")) {
      String run = stopped(house, "/trials/1.json");

      assertThat(house.trainings.cancel(ROOM, run, "ada")).isEqualTo(new Cancelled.Done());
      goOn.countDown();
      settle(house, 1);

      RunRecord ended = house.ended().getFirst();
      assertThat(ended.state()).isEqualTo(State.CANCELLED);
      assertThat(ended.reason()).isEqualTo("cancelled by ada");
      assertThat(ended.setAside()).isFalse();
      assertThat(ended.endedAt()).isNotNull();
    }
    try (House next = house("b")) { // as after a restart
      await().pollDelay(Duration.ofMillis(400)).until(next::isIdle);

      assertThat(next.ended()).hasSize(1);
      assertThat(next.models.versions(ROOM)).isEmpty();
      assertThat(next.told).isEmpty();
    }
  }

  @Test
  void anotherInstanceCancelsWhatThisOneDoes() {
    try (House a = house("a");
        House b = house("b")) {
      String run = stopped(a, "/golden.json");

      assertThat(b.trainings.cancel(ROOM, run, "ada")).isEqualTo(new Cancelled.Done());
      goOn.countDown();
      settle(b, 1);
      a.trainings.close(); // waits for what it was doing

      assertThat(b.ended().getFirst().state()).isEqualTo(State.CANCELLED);
      assertThat(b.models.versions(ROOM)).isEmpty();
      assertThat(a.told).isEmpty();
    }
  }

  @Test
  void afterACancelledRunAPersonOrMoreRowsStartTheNext() {
    try (House house = house("a")) {
      house.trainings.cancel(ROOM, stopped(house, "/trials/1.json"), "ada");
      goOn.countDown();
      settle(house, 1);
      house.trainings.dataArrived(landing.land(Rooms.rows(300, 400, 50)));
      await().pollDelay(Duration.ofMillis(300)).until(house::isIdle);
      assertThat(house.ended()).hasSize(1);

      house.trainings.dataArrived(landing.land(Rooms.rows(400, 500, 50)));
      settle(house, 2);

      assertThat(house.ended().getFirst().state()).isEqualTo(State.REGISTERED);
      assertThat(house.trainings.request(ROOM)).isInstanceOf(Requested.Started.class);
      settle(house, 3);
    }
  }

  @Test
  void whatHasEndedOrNeverWasIsNotCancelled() {
    try (House house = house("a")) {
      settle(house, 1);
      String run = house.ended().getFirst().run();

      assertThat(house.trainings.cancel(ROOM, run, "ada"))
          .isEqualTo(new Cancelled.TooLate(State.REGISTERED));
      assertThat(house.trainings.cancel(ROOM, "none", "ada")).isEqualTo(new Cancelled.Unknown());
      assertThat(house.ended().getFirst().state()).isEqualTo(State.REGISTERED);
    }
  }

  @Test
  void aRunThatIsJustTakingItsNumberKeepsIt() {
    try (House house = house("a")) {
      String run = stopped(house, "/models/1/manifest.json");

      house.trainings.cancel(ROOM, run, "ada");
      goOn.countDown();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !house.told(ModelRegistered.class).isEmpty());
      settle(house, 1);

      assertThat(house.ended().getFirst().state()).isEqualTo(State.REGISTERED);
      assertThat(house.models.versions(ROOM)).containsExactly(1);
    }
  }

  @Test
  void aRunThatWaitsForItsNextAttemptIsCancelled() {
    String asset = blobs.list("problems/room/data/").getFirst();
    blobs.delete(asset);
    blobs.create(asset, new byte[] {1});
    Pace slow =
        new Pace(
            "a",
            House.PACE.lease(),
            House.PACE.look(),
            Duration.ofMinutes(10),
            House.PACE.attempts());
    try (House house = new House(blobs, folder.resolve("a"), Rooms.PROBLEM, slow)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  house.states.all(ROOM).stream()
                      .anyMatch(run -> run.state() == State.QUEUED && run.attempt() == 1));

      house.trainings.cancel(ROOM, house.states.all(ROOM).getFirst().run(), "ada");
      settle(house, 1);

      assertThat(house.ended().getFirst().state()).isEqualTo(State.CANCELLED);
    }
  }

  /** The run of a house, stopped before it creates a blob. */
  private String stopped(House house, String path) {
    house.blobs.beforeCreate = stop(path);
    house.trainings.look(ROOM);
    passed(reached);
    return house.states.all(ROOM).getFirst().run();
  }

  private Consumer<String> stop(String where) {
    return path -> {
      if (path.endsWith(where) && reached.getCount() > 0) {
        reached.countDown();
        passed(goOn);
      }
    };
  }

  private static void passed(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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
