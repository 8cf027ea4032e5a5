package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Cause;
import io.millrace.message.DriftDetected;
import io.millrace.message.ModelRegistered;
import io.millrace.scoring.model.Manifest;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.store.Reproduction;
import io.millrace.training.store.Reproduction.State;
import io.millrace.training.store.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms that were taken while others were free are free from row 4,000 on, and the other way. */
class ConceptDriftTest {

  private static final int CHANGE = 4000;

  private static final String PROBLEM =
      Rooms.PROBLEM.replace(
          "'algorithms': ['gradient-boosting']",
          "'algorithms': ['gradient-boosting'], 'search': {'limits': {'trials': 3}}");

  @TempDir private Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private House house;
  private Landing landing;

  @BeforeEach
  void theOldWorldIsLearned() {
    house = new House(blobs, folder.resolve("work"), PROBLEM);
    landing = new Landing(blobs, folder, house.name());
    house.trainings.dataArrived(landing.land(Rooms.rows(0, CHANGE, 50)));
    registered(1);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whoeverDoesNotKnowOfTheChangeIsRefused() {
    land(CHANGE, CHANGE + 500);

    house.trainings.request(house.name());

    RunRecord run = ended(2);
    assertThat(run.state()).isEqualTo(RunRecord.State.REJECTED);
    assertThat(run.reason()).contains("misses the bar");
  }

  @Test
  void whoeverKnowsOfItLearnsTheNewWorldAndIsJudgedInIt() {
    land(CHANGE, CHANGE + 500);

    drift();

    Manifest second = registered(2);
    assertThat(second.metrics().get("f1")).isGreaterThan(0.7);
    assertThat(second.champion().metrics().get("f1")).isLessThan(0.3);
    assertThat(second.holdout().rows()).isEqualTo(250);
    assertThat(second.holdout().from()).isAfterOrEqualTo(Rooms.time(CHANGE));
    assertThat(second.training().from()).isEqualTo(Rooms.time(CHANGE));
    assertThat(reproduced(second).state()).isEqualTo(State.IDENTICAL);
  }

  @Test
  void rowsOfTheNewWorldAreWaitedForAndNobodyIsToldOfAFailure() {
    land(CHANGE, CHANGE + 120);

    drift();

    RunRecord waits = ended(2);
    assertThat(waits.waitsForData()).isTrue();
    assertThat(waits.reason()).startsWith("120 of the 200 labelled rows since the change");
    assertThat(waits.awaited()).isEqualTo(80);
    assertThat(house.told).hasSize(1);

    land(CHANGE + 120, CHANGE + 199);
    assertThat(house.isIdle()).isTrue();
    land(CHANGE + 199, CHANGE + 200);
    assertThat(registered(2).holdout().rows()).isEqualTo(100);
  }

  /** A version that a person asked for too early is of the old world, and does not answer. */
  @Test
  void whatWasMadeWithoutRowsOfTheNewWorldDoesNotAnswerTheDrift() {
    land(CHANGE, CHANGE + 120);
    drift();
    ended(2);

    house.trainings.request(house.name());
    assertThat(registered(2).holdout().from()).isBefore(Rooms.time(CHANGE));

    land(CHANGE + 120, CHANGE + 500);
    Manifest third = registered(3);
    assertThat(third.cause().kind()).isEqualTo(Cause.Kind.DRIFT);
    assertThat(third.holdout().from()).isAfter(Rooms.time(CHANGE));
  }

  @Test
  void isTriedAgainWithHalfAsManyRowsMoreAndRememberedAfterwards() {
    land(CHANGE, CHANGE + 300);
    drift();
    assertThat(ended(2).reason()).contains("misses the bar");
    land(CHANGE + 300, CHANGE + 500);
    registered(2);

    land(CHANGE + 500, CHANGE + 900);
    house.trainings.request(house.name());

    RunRecord third = ended(4);
    assertThat(third.report().sinceChange()).isEqualTo(900);
    assertThat(third.report().candidates())
        .extracting(Manifest.Candidate::history)
        .containsOnly("rows since the drift");
  }

  private void land(int from, int to) {
    String flipped =
        "SELECT * REPLACE (CASE WHEN target = '1' THEN '0' ELSE '1' END AS target) FROM (%s)";
    house.trainings.dataArrived(landing.land(flipped.formatted(Rooms.rows(from, to, 50))));
  }

  private void drift() {
    house.trainings.driftDetected(
        new DriftDetected(
            house.name(),
            DriftDetected.Kind.CONCEPT,
            1,
            List.of(new DriftDetected.Evidence("taken", "adwin", 0.9, 0.1)),
            new DriftDetected.Window(40, Rooms.time(CHANGE), Rooms.time(CHANGE + 40)),
            "Version 1 errs more often.",
            Instant.now()),
        "c-drift");
  }

  private Manifest registered(int version) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () ->
                house.told(ModelRegistered.class).stream().anyMatch(m -> m.version() == version)
                    && house.isIdle());
    return house.models.find(house.name(), version).orElseThrow().manifest();
  }

  private RunRecord ended(int runs) {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> house.ended().size() >= runs && house.isIdle());
    return house.ended().getFirst();
  }

  private Reproduction reproduced(Manifest manifest) {
    assertThat(house.reproducer.request(manifest)).isInstanceOf(Requested.Started.class);
    await().atMost(Duration.ofSeconds(90)).until(house.reproducer::isIdle);
    return house.reproductions.find(manifest).orElseThrow();
  }
}
