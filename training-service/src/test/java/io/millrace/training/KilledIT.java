package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.DataArrived;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.test.KafkaBroker;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A real process, killed in the middle of a run, and another instance beside it. */
class KilledIT {

  private static final ProblemName NAME = new ProblemName("killed");

  /** Slow enough to be killed in. */
  private static final String PROBLEM =
      Rooms.PROBLEM
          .replace("'room'", "'killed'")
          .replace("['gradient-boosting']", "['gradient-boosting', 'neural-network']");

  @TempDir Path folder;

  @Test
  void aKilledServicesRunIsTakenUpByTheNextAndYieldsTheSameModelOnce() throws Exception {
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    DataArrived data = new Landing(blobs, folder, NAME).land(Rooms.rows(0, 20_000, 50));
    write(blobs, folder.resolve("blobs"));
    try (Broker broker = new Broker()) {
      Process victim = victim();
      List<ProcessHandle> computing;
      try {
        broker.send(Topics.PROBLEMS, NAME, applied());
        broker.send(Topics.DATA_ARRIVED, NAME, data);
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> Files.exists(folder.resolve("blobs/problems/killed/runs/head.json")));
        await().atMost(Duration.ofSeconds(20)).until(() -> state().contains("victim-"));
        await().atMost(Duration.ofSeconds(60)).until(() -> victim.descendants().count() > 0);
      } finally {
        computing = victim.descendants().toList();
        victim.destroyForcibly().waitFor();
      }
      assertThat(state()).contains("running");
      assertThat(computing).isNotEmpty();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> computing.stream().noneMatch(ProcessHandle::isAlive));

      try (ConfigurableApplicationContext taker = TrainingService.start(arguments("taker"))) {
        List<ModelRegistered> told = new ArrayList<>();
        RunStates states = taker.getBean(RunStates.class);
        await()
            .atMost(Duration.ofMinutes(5))
            .until(
                () -> {
                  take(broker, told);
                  return states.standing(NAME).latest().orElseThrow().isSettled()
                      && !told.isEmpty();
                });

        RunRecord run = states.all(NAME).getFirst();
        assertThat(states.all(NAME)).hasSize(1);
        assertThat(run.attempt()).isEqualTo(2);
        ModelStore models = taker.getBean(ModelStore.class);
        assertThat(models.versions(NAME)).containsExactly(1);
        assertThat(told).extracting(ModelRegistered::run).containsOnly(run.run());
        assertThat(models.find(NAME, 1).orElseThrow().manifest().digests())
            .isEqualTo(undisturbed(blobs));
      }
    }
  }

  private static void take(Broker broker, List<ModelRegistered> told) {
    broker.models().stream()
        .filter(ModelRegistered.class::isInstance)
        .map(ModelRegistered.class::cast)
        .filter(model -> model.problem().equals(NAME))
        .forEach(told::add);
  }

  private Map<String, String> undisturbed(InMemoryBlobStore blobs) {
    try (House house = new House(blobs, folder.resolve("undisturbed"), PROBLEM)) {
      house.trainings.look(NAME);
      await().atMost(Duration.ofMinutes(5)).until(() -> house.ended().size() == 1);
      return house.models.find(NAME, 1).orElseThrow().manifest().digests();
    }
  }

  private static ProblemApplied applied() {
    return new ProblemApplied(NAME, 1, Problems.tree(PROBLEM), Instant.now());
  }

  private String state() throws IOException {
    try (var runs = Files.walk(folder.resolve("blobs/problems/killed/runs"))) {
      for (Path path : runs.toList()) {
        if (path.endsWith("state.json")) {
          return Files.readString(path);
        }
      }
    }
    return "";
  }

  private static void write(InMemoryBlobStore blobs, Path folder) throws IOException {
    for (String path : blobs.list("")) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, blobs.read(path).orElseThrow());
    }
  }

  private Process victim() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(TrainingService.class.getName());
    command.addAll(List.of(arguments("victim")));
    File log = folder.resolve("victim.log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private String[] arguments(String instance) {
    return new String[] {
      "--server.port=0",
      "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
      "--millrace.blob.folder=" + folder.resolve("blobs"),
      "--millrace.training.work-dir=" + folder.resolve("work"),
      "--millrace.training.instance=" + instance,
      "--millrace.training.lease=2s",
      "--millrace.training.look-every=1s",
      "--millrace.security.tokens.ada.role=data-scientist",
      "--millrace.security.tokens.ada.token=scientist-token"
    };
  }
}
