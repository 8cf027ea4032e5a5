package io.millrace.training.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Manifest;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.run.Cancelled;
import io.millrace.training.run.Capacity;
import io.millrace.training.run.Compute;
import io.millrace.training.run.InProcess;
import io.millrace.training.run.Pace;
import io.millrace.training.store.Reproduction;
import io.millrace.training.store.RunLogs;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunRecord.State;
import io.millrace.training.store.TrialJournals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own. */
class ProcessComputeIT {

  private static final ProblemName ROOM = new ProblemName("room");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LATER = Duration.ofMinutes(4);

  /** Slow enough to be disturbed. */
  private static final String SLOW =
      Rooms.PROBLEM.replace("['gradient-boosting']", "['gradient-boosting', 'neural-network']");

  private static final String LOAD =
      """
      {'problem': 'room', 'define': {'task': 'forecasting', 'target': 'kw', 'horizon': '6 steps',
         'context': '48 steps'},
       'data': {'time': 'date'}, 'train': {'first-after': '200 rows'}}""";

  private static final String LOAD_ROWS =
      """
      SELECT 'e' || i AS event_id, TIMESTAMP '2026-01-01' + INTERVAL (i) HOUR AS event_time,
        kw AS target, kw
      FROM (SELECT i, 20 + 5 * sin(2 * pi() * i / 24) + (hash(i) % 1000) / 2000.0 AS kw
            FROM range(800) t(i))""";

  private static final Pace PACE =
      new Pace("a", Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofMillis(50), 3);

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final ProcessCompute processes = new ProcessCompute(Duration.ofMinutes(10));

  @AfterEach
  void end() {
    processes.close();
  }

  @Test
  void makesTheSameBytesAsInTheServicesOwnProcess() {
    land(0, 1500);
    InMemoryBlobStore other = copy();
    Manifest made;
    try (House house = house(SLOW, processes, 2L << 30)) {
      settle(house, 1);
      made = house.models.find(ROOM, 1).orElseThrow().manifest();
      RunRecord run = house.ended().getFirst();

      assertThat(run.usage()).isNotNull();
      Manifest.Usage used = run.usage().used();
      assertThat(made.usage()).isEqualTo(used);
      assertThat(used.cores()).isEqualTo(2);
      assertThat(used.memory()).isEqualTo(2L << 30);
      assertThat(used.device()).isEqualTo("cpu");
      assertThat(used.cpuSeconds()).isPositive();
      assertThat(used.peakMemory()).isBetween(50L << 20, 2L << 30);
      assertThat(log(run)).contains("trial 1 of 8").contains("the value before");
      assertThat(folder.resolve("process/jobs")).isEmptyDirectory();
      assertThat(children()).isEmpty();
    }
    try (House house =
        new House(other, folder.resolve("in"), SLOW, PACE, capacity(), new InProcess())) {
      settle(house, 1);
      Manifest same = house.models.find(ROOM, 1).orElseThrow().manifest();

      assertThat(same.digests()).isEqualTo(made.digests()).hasSize(4);
      assertThat(same.usage()).isNull();
      assertThat(house.ended().getFirst().usage()).isNull();
      assertThat(same.parameters()).isEqualTo(made.parameters());
      assertThat(same.candidates()).isEqualTo(made.candidates());
      assertThat(same.evaluation()).isEqualTo(made.evaluation());
    }
  }

  @Test
  void forecastsTheSameBytesAsInTheServicesOwnProcess() {
    new Landing(blobs, folder, ROOM).land(LOAD_ROWS);
    InMemoryBlobStore other = copy();
    Manifest made;
    try (House house = house(LOAD, processes, 2L << 30)) {
      settle(house, 1);
      made = house.models.find(ROOM, 1).orElseThrow().manifest();
      RunRecord run = house.ended().getFirst();

      assertThat(made.forecast()).isNotNull();
      assertThat(made.usage()).isEqualTo(run.usage().used());
      assertThat(made.usage().peakMemory()).isBetween(50L << 20, 2L << 30);
      assertThat(trials(run.run())).hasSize(3);
      assertThat(log(run)).contains("trial ").contains("fitted anew");
      house.reproducer.request(made);
      await().atMost(LATER).until(() -> state(house, made) != Reproduction.State.RUNNING);
      assertThat(state(house, made)).isEqualTo(Reproduction.State.IDENTICAL);
    }
    try (House house =
        new House(other, folder.resolve("in"), LOAD, PACE, capacity(), new InProcess())) {
      settle(house, 1);
      Manifest same = house.models.find(ROOM, 1).orElseThrow().manifest();

      assertThat(same.digests()).isEqualTo(made.digests()).hasSize(4);
      assertThat(same.forecast()).isEqualTo(made.forecast());
      assertThat(same.candidates()).isEqualTo(made.candidates());
      assertThat(same.evaluation()).isEqualTo(made.evaluation());
    }
  }

  @Test
  void comparesWithTheModelThatServes() {
    land(0, 600);
    try (House house = house(Rooms.PROBLEM, processes, 2L << 30)) {
      settle(house, 1);
      house.trainings.driftDetected(Rooms.drift(1, 300, 500), "c-drift");
      settle(house, 2);

      RunRecord compared = house.ended().getFirst();
      assertThat(compared.state()).isEqualTo(State.REJECTED);
      assertThat(compared.reason()).contains("the model that serves");
      assertThat(compared.report()).isNotNull();
      assertThat(compared.report().champion().version()).isEqualTo(1);
    }
  }

  @Test
  void aKilledProcessIsAnAttemptAndTheNextGoesOnFromItsTrials() {
    land(0, 20_000);
    try (House house = house(SLOW, processes, 2L << 30)) {
      String run = on(house);
      await().atMost(LATER).until(() -> !trials(run).isEmpty());
      ProcessHandle child = children().getFirst();
      child.destroyForcibly();
      await().atMost(SOON).until(() -> attempt(house) == 2);
      RunRecord again = house.states.all(ROOM).getFirst();

      assertThat(again.reason())
          .startsWith(
              "the training process was killed by signal 9: out of memory? it had 2.0 GB, peak ");
      assertThat(again.usage()).isNotNull();
      assertThat(log(again)).contains("preparing the data");
      await().atMost(SOON).until(() -> !children().isEmpty());
      assertThat(child.isAlive()).isFalse();
      int kept = trials(run).size();
      assertThat(kept).isPositive();
      settle(house, 1);
      assertThat(house.ended().getFirst().state()).isEqualTo(State.REGISTERED);
      assertThat(house.ended().getFirst().attempt()).isEqualTo(2);
    }
  }

  @Test
  void aCancelledRunsProcessEnds() {
    land(0, 20_000);
    try (House house = house(SLOW, processes, 2L << 30)) {
      String run = on(house);
      await().atMost(LATER).until(() -> !trials(run).isEmpty());
      ProcessHandle child = children().getFirst();

      assertThat(house.trainings.cancel(ROOM, run, "ada")).isEqualTo(new Cancelled.Done());

      await().atMost(SOON).until(() -> !child.isAlive());
      settle(house, 1);
      assertThat(house.ended().getFirst().state()).isEqualTo(State.CANCELLED);
      assertThat(house.models.versions(ROOM)).isEmpty();
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(folder.resolve("process/jobs")).isEmptyDirectory());
    }
  }

  @Test
  void showsHowFarItIs() {
    land(0, 20_000);
    try (House house = house(SLOW, processes, 2L << 30)) {
      on(house);
      await()
          .atMost(LATER)
          .until(
              () ->
                  house.states.all(ROOM).stream()
                      .map(RunRecord::progress)
                      .anyMatch(progress -> progress != null && progress.percent() > 5));
      house.trainings.cancel(ROOM, house.states.all(ROOM).getFirst().run(), "ada");
      settle(house, 1);
      assertThat(house.ended().getFirst().progress()).isNull();
    }
  }

  @Test
  void aServiceThatEndsLeavesNoProcessBehind() {
    land(0, 20_000);
    try (House house = house(SLOW, processes, 2L << 30)) {
      on(house);
      await().atMost(SOON).until(() -> !children().isEmpty());
      ProcessHandle child = children().getFirst();

      processes.close();

      await().atMost(SOON).until(() -> !child.isAlive());
    }
  }

  @Test
  void aShareThatIsTooSmallIsSaidInTheRunsReason() {
    land(0, 3000);
    try (House house = house(Rooms.PROBLEM, processes, 64L << 20)) {
      settle(house, 1);

      RunRecord run = house.ended().getFirst();
      assertThat(run.state()).isEqualTo(State.FAILED);
      assertThat(run.setAside()).isTrue();
      assertThat(run.attempt()).isEqualTo(3);
      assertThat(run.reason()).containsPattern("memory|Memory");
    }
  }

  private House house(String problem, Compute compute, long memory) {
    Capacity capacity = new Capacity(2, memory, 1);
    return new House(blobs, folder.resolve("process"), problem, PACE, capacity, compute);
  }

  private static Capacity capacity() {
    return new Capacity(1, 4L << 30, 1);
  }

  private void land(int from, int to) {
    new Landing(blobs, folder, ROOM).land(Rooms.rows(from, to, 50));
  }

  private InMemoryBlobStore copy() {
    InMemoryBlobStore copy = new InMemoryBlobStore();
    blobs.list("").forEach(path -> copy.create(path, blobs.read(path).orElseThrow()));
    return copy;
  }

  private static String on(House house) {
    house.trainings.look(ROOM);
    await().atMost(SOON).until(() -> !house.states.all(ROOM).isEmpty());
    return house.states.all(ROOM).getFirst().run();
  }

  private static Reproduction.State state(House house, Manifest manifest) {
    return house.reproductions.find(manifest).orElseThrow().state();
  }

  private List<?> trials(String run) {
    return new TrialJournals(blobs).of(ROOM, run).ended();
  }

  private static int attempt(House house) {
    return house.states.all(ROOM).getFirst().attempt();
  }

  private String log(RunRecord run) {
    Optional<byte[]> log = new RunLogs(blobs).latest(ROOM, run.run());
    return new String(log.orElseThrow(), StandardCharsets.UTF_8);
  }

  private static List<ProcessHandle> children() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children
          .filter(child -> child.info().commandLine().orElse("").contains("TrainingProcess"))
          .toList();
    }
  }

  private static void settle(House house, int runs) {
    await().atMost(LATER).until(() -> house.ended().size() == runs && house.isIdle());
  }
}
