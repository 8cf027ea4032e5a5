package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.ModelRegistered;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.register.Libraries;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.Reproduction;
import io.millrace.training.store.Reproduction.Difference;
import io.millrace.training.store.Reproduction.File;
import io.millrace.training.store.Reproduction.State;
import io.millrace.training.store.ReproductionJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproducerTest {

  private static final String ALL_ALGORITHMS =
      Rooms.PROBLEM.replace(
          "'algorithms': ['gradient-boosting']",
          "'algorithms': ['%s'], 'search': {'limits': {'trials': 2}}");

  @TempDir private Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private House house;

  @BeforeEach
  void open() {
    open("gradient-boosting");
  }

  private void open(String algorithm) {
    house = new House(blobs, folder.resolve("work"), ALL_ALGORITHMS.formatted(algorithm));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aVersionThatCameOfADriftIsMadeAgainByteByByte() {
    Landing landing = new Landing(blobs, folder, house.name());
    house.trainings.dataArrived(landing.land(Rooms.rows(0, 800, 50)));
    registered(1);
    house.trainings.dataArrived(landing.land(Rooms.rows(800, 2200, 20)));
    house.trainings.driftDetected(Rooms.drift(1, 800, 1000), "c-drift");
    Manifest manifest = registered(2);

    Reproduction found = reproduced(manifest);

    assertThat(manifest.champion()).isNotNull();
    assertThat(found.state()).isEqualTo(State.IDENTICAL);
    assertThat(found.files())
        .extracting(File::name)
        .containsExactly("model.onnx", "features.json", "baseline.json", "golden.json");
    assertThat(found.files()).allMatch(File::identical);
    assertThat(found.metrics()).isEmpty();
    assertThat(found.environment()).isEmpty();
    assertThat(found.endedAt()).isNotNull();
    assertThat(house.models.versions(house.name())).containsExactly(2, 1);
    assertThat(house.told(ModelRegistered.class)).hasSize(2);
  }

  @Test
  void aNetworkIsMadeAgainByteByByte() {
    house.close();
    open("neural-network");

    assertThat(reproduced(firstVersion()).state()).isEqualTo(State.IDENTICAL);
  }

  @Test
  void aVersionThatAnswersWithANumberIsMadeAgainByteByByte() {
    house.close();
    house =
        new House(
            blobs,
            folder.resolve("work"),
            ALL_ALGORITHMS
                .formatted("gradient-boosting")
                .replace("'classification'", "'regression'")
                .replace("'metric': 'f1', 'at-least': 0.7", "'metric': 'mae', 'at-most': 1"));
    Manifest manifest = firstVersion();

    assertThat(reproduced(manifest).state()).isEqualTo(State.IDENTICAL);
  }

  @Test
  void aVersionOfFewerRowsThanARunUsesTodayIsMadeAgainByteByByte() {
    house.close();
    String problemFile = ALL_ALGORITHMS.formatted("gradient-boosting");
    house = new House(blobs, folder.resolve("work"), problemFile, 500);
    Manifest manifest = firstVersion();
    house.close();
    house = new House(blobs, folder.resolve("work"), problemFile, 1_000_000);

    assertThat(manifest.training().rows() + manifest.holdout().rows()).isEqualTo(500);
    assertThat(reproduced(manifest).state()).isEqualTo(State.IDENTICAL);
  }

  @Test
  void whatDiffersIsNamedBesideWhatTrainsDifferently() {
    Manifest manifest = firstVersion();
    String json = new String(PackageJson.write(manifest), StandardCharsets.UTF_8);
    String xgboost = Libraries.versions().get("xgboost");
    String digest = manifest.digests().get("model.onnx");
    String accuracy = manifest.metrics().get("accuracy").toString();
    Manifest other =
        PackageJson.read(
            json.replace("\"xgboost\" : \"" + xgboost, "\"xgboost\" : \"1.0.0")
                .replace(digest, Digest.of(new byte[0]))
                .replaceFirst("\"accuracy\" : " + accuracy, "\"accuracy\" : 0.25")
                .getBytes(StandardCharsets.UTF_8),
            Manifest.class);

    Reproduction found = reproduced(other);

    assertThat(found.state()).isEqualTo(State.DIFFERENT);
    assertThat(found.files().getFirst())
        .isEqualTo(new File("model.onnx", Digest.of(new byte[0]), digest, false));
    assertThat(found.files().subList(1, 4)).allMatch(File::identical);
    assertThat(found.metrics()).containsExactly(new Difference("accuracy", "0.25", accuracy));
    assertThat(found.environment()).containsExactly(new Difference("xgboost", "1.0.0", xgboost));
  }

  @Test
  void saysWhyNothingCanBeCompared() {
    Manifest manifest = firstVersion();
    String json = new String(PackageJson.write(manifest), StandardCharsets.UTF_8);

    Reproduction otherFiles =
        reproduced(
            PackageJson.read(
                json.replace(manifest.data().getFirst().digest(), Digest.of(new byte[0]))
                    .getBytes(StandardCharsets.UTF_8),
                Manifest.class));
    assertThat(otherFiles.state()).isEqualTo(State.FAILED);
    assertThat(otherFiles.reason()).isEqualTo("asset 1 names other files than the manifest");

    Reproduction old =
        reproduced(
            PackageJson.read(
                json.replace("\"training\" :", "\"before\" :").getBytes(StandardCharsets.UTF_8),
                Manifest.class));
    assertThat(old.reason()).contains("does not say how many steps");
  }

  @Test
  void isOneAtATimeAndIsNotTheDeadOnesForEver() {
    Manifest manifest = firstVersion();
    var dead = journal("dead", Duration.ZERO);
    var alive = journal("alive", Duration.ofHours(1));

    assertThat(dead.start(manifest)).isTrue();
    assertThat(dead.find(manifest).orElseThrow().reason()).contains("has ended");
    assertThat(alive.start(manifest)).isTrue();
    dead.failed(manifest, "too late");

    assertThat(alive.find(manifest).orElseThrow().state()).isEqualTo(State.RUNNING);
    assertThat(house.reproducer.request(manifest))
        .isEqualTo(new Requested.Refused("version 1 is being reproduced"));
    alive.failed(manifest, "enough");
    assertThat(reproduced(manifest).state()).isEqualTo(State.IDENTICAL);
  }

  private ReproductionJournal journal(String owner, Duration lease) {
    return new ReproductionJournal(blobs, Clock.systemUTC(), owner, lease);
  }

  private Manifest firstVersion() {
    Landing landing = new Landing(blobs, folder, house.name());
    house.trainings.dataArrived(landing.land(Rooms.rows(0, 800, 50)));
    return registered(1);
  }

  private Manifest registered(int version) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                house.told(ModelRegistered.class).stream().anyMatch(m -> m.version() == version)
                    && house.isIdle());
    return house.models.find(house.name(), version).map(Stored::manifest).orElseThrow();
  }

  private Reproduction reproduced(Manifest manifest) {
    assertThat(house.reproducer.request(manifest)).isInstanceOf(Requested.Started.class);
    await().atMost(Duration.ofSeconds(60)).until(house.reproducer::isIdle);
    return house.reproductions.find(manifest).orElseThrow();
  }
}
