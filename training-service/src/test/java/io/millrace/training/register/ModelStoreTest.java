package io.millrace.training.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Schema;
import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.baseline.FeatureBaseline;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.model.Golden;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.register.ModelStore.Stored;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  private static final ProblemName ROOM = new ProblemName("room");

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();

  @Test
  void numbersVersionsWithoutAGapHoweverManyRegisterAtOnce() throws Exception {
    List<Future<Stored>> added = new ArrayList<>();
    try (ExecutorService registrars = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        String run = "run-" + i;
        ModelStore store = new ModelStore(blobs, folder.resolve(run));
        added.add(registrars.submit(() -> store.add(ROOM, run, model(run))));
      }
    }

    ModelStore store = new ModelStore(blobs, folder);
    assertThat(store.versions(ROOM)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
    for (Future<Stored> future : added) {
      Stored stored = future.get();
      assertThat(stored.path()).isEqualTo("problems/room/models/" + stored.manifest().version());
      assertThat(store.open(ROOM, stored)).isInstanceOf(PackageCheck.Sound.class);
    }
  }

  @Test
  void aVersionIsThereOnceItsManifestIs() {
    ModelStore store = new ModelStore(blobs, folder);
    store.add(ROOM, "run-1", model("run-1"));
    blobs.create("problems/room/models/2/model.onnx", new byte[] {1});

    assertThat(store.versions(ROOM)).containsExactly(1);
    assertThat(store.newest(ROOM)).get().extracting(s -> s.manifest().version()).isEqualTo(1);
    assertThat(store.find(ROOM, 2)).isEmpty();
    assertThat(store.add(ROOM, "run-2", model("run-2")).manifest().version()).isEqualTo(3);
  }

  @Test
  void madeAnewTheAnnouncementIsTheSame() {
    Stored stored = new ModelStore(blobs, folder).add(ROOM, "run-1", model("run-1"));
    Stored read = new ModelStore(blobs, folder).newest(ROOM).orElseThrow();

    assertThat(Announcement.of(read)).isEqualTo(Announcement.of(stored));
    assertThat(Announcement.of(read).rows()).isEqualTo(640);
  }

  private static ModelStore.NewModel model(String run) {
    return (draft, version) ->
        ModelPackage.write(
            draft,
            new byte[] {1, 2, 3},
            new FittedFeatures(List.of()),
            new Baseline(1, Map.of(), FeatureBaseline.numbers(new double[] {1}, 1), List.of()),
            new Golden(List.of()),
            manifest(run, version));
  }

  private static Manifest manifest(String run, int version) {
    return new Manifest(
        Manifest.FORMAT_VERSION,
        ROOM,
        version,
        Task.REGRESSION,
        "count",
        List.of(),
        null,
        new Schema(List.of()),
        1,
        Map.of(),
        "gradient-boosting",
        Map.of("training_rows", 640),
        42,
        Metric.RMSE,
        Map.of("rmse", 1.5),
        List.of(),
        null,
        new Manifest.Holdout(1, Instant.EPOCH, Instant.EPOCH),
        List.of(),
        1,
        Map.of(),
        new Cause(Cause.Kind.REQUEST, "asked for"),
        "c-1",
        run,
        Instant.EPOCH,
        Map.of());
  }
}
