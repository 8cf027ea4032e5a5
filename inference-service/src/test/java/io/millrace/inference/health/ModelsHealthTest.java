package io.millrace.inference.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.ModelMemory;
import io.millrace.inference.load.RegisteredModel;
import io.millrace.inference.load.Serving;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.test.SmallPackages;
import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class ModelsHealthTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");

  @TempDir Path temp;
  private volatile boolean away = true;
  private final Serving serving = new Serving();
  private ModelLoader loader;

  @AfterEach
  void stop() {
    loader.close();
    serving.close();
  }

  @Test
  void isOutOfServiceWhileWhatOughtToServeCannotBeHad() {
    InMemoryBlobStore blobs =
        new InMemoryBlobStore() {
          @Override
          public List<String> list(String folder) {
            if (away) {
              throw new UncheckedIOException(new IOException("no answer"));
            }
            return super.list(folder);
          }
        };
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    loader =
        new ModelLoader(
            blobs,
            temp.resolve("cache"),
            serving,
            new ModelMemory(Long.MAX_VALUE, serving, meters),
            (_, _) -> {},
            meters,
            Clock.systemUTC(),
            Duration.ofMillis(10));
    ModelsHealth health = new ModelsHealth(loader);
    assertThat(health.health().getStatus()).as("nothing ought to serve").isEqualTo(Status.UP);
    ModelPackage written = SmallPackages.write(temp.resolve("made"), ROOMS, 1);
    for (String name : List.of("manifest.json", "model.onnx", "features.json", "baseline.json")) {
      blobs.create("problems/rooms/models/1/" + name, temp.resolve("made").resolve(name));
    }
    blobs.create("problems/rooms/models/1/golden.json", temp.resolve("made/golden.json"));

    loader.stated(ROOMS);
    loader.registered(
        new RegisteredModel(ROOMS, 1, "problems/rooms/models/1", written.manifestDigest(), "c"));
    await().until(() -> health.health().getStatus().equals(Status.OUT_OF_SERVICE));

    away = false;
    await().until(() -> health.health().getStatus().equals(Status.UP));
    assertThat(health.health().getDetails()).containsEntry("serving", Map.of("rooms", 1));

    loader.registered(
        new RegisteredModel(ROOMS, 2, "problems/rooms/models/2", written.manifestDigest(), "c"));
    SortedMap<Integer, String> refused = new TreeMap<>(Map.of(2, "manifest.json is missing"));
    await()
        .untilAsserted(
            () ->
                assertThat(health.health().getDetails())
                    .containsEntry("refused", Map.of("rooms", refused)));
    assertThat(health.health().getStatus()).as("one serves").isEqualTo(Status.UP);
  }
}
