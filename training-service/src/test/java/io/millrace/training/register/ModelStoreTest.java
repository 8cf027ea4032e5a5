package io.millrace.training.register;

import static io.millrace.training.HandMade.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Rollout;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.FaultyStore;
import io.millrace.training.HandMade;
import io.millrace.training.register.ModelStore.Stored;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();

  @Test
  void numbersVersionsWithoutAGapHoweverManyRegisterAtOnceAndWhereverTheyDie() throws Exception {
    List<Future<?>> added = new ArrayList<>();
    try (ExecutorService registrars = Executors.newFixedThreadPool(2)) {
      for (String registrar : List.of("a", "b")) {
        added.add(registrars.submit(() -> registerTwenty(registrar)));
      }
    }
    for (Future<?> future : added) {
      future.get();
    }

    ModelStore store = new ModelStore(blobs, folder.resolve("reader"));
    assertThat(store.versions(ROOM))
        .isEqualTo(IntStream.rangeClosed(1, 40).map(i -> 41 - i).boxed().toList());
    Set<String> runs = new HashSet<>();
    for (int version = 1; version <= 40; version++) {
      Stored stored = store.find(ROOM, version).orElseThrow();
      assertThat(stored.manifest().version()).isEqualTo(version);
      assertThat(store.open(ROOM, stored)).isInstanceOf(PackageCheck.Sound.class);
      runs.add(stored.manifest().run());
    }
    assertThat(runs).hasSize(40);
  }

  /** Each run dies at its first call, is begun anew, dies at its second, and so on. */
  private void registerTwenty(String registrar) {
    for (int i = 0; i < 20; i++) {
      String run = registrar + "-" + i;
      boolean done = false;
      for (int call = 1; !done; call++) {
        FaultyStore faulty = new FaultyStore(blobs);
        faulty.diesAt = call;
        faulty.effective = i % 2 == 0;
        try {
          new ModelStore(faulty, folder.resolve(run + "-" + call)).add(ROOM, new HandMade(run, 1));
          done = true;
        } catch (UncheckedIOException e) {
          assertThat(faulty.isDead()).isTrue();
        }
      }
    }
  }

  @Test
  void aVersionIsThereOnceItsManifestIs() {
    ModelStore store = new ModelStore(blobs, folder);
    store.add(ROOM, new HandMade("run-1", 1));
    blobs.create("problems/room/models/2/model.onnx", new byte[] {1});
    blobs.create("problems/room/runs/run-9/package/model.onnx", new byte[] {1});

    assertThat(store.versions(ROOM)).containsExactly(1);
    assertThat(store.find(ROOM, 2)).isEmpty();
    assertThat(store.add(ROOM, new HandMade("run-2", 1)).manifest().version()).isEqualTo(2);
  }

  @Test
  void anAttemptThatMadeOtherBytesHasItsOwnFiles() {
    ModelStore store = new ModelStore(blobs, folder);
    blobs.create("problems/room/runs/run-1/package/features.json", new byte[] {7});

    Stored stored = store.add(ROOM, new HandMade("run-1", 2));

    assertThat(stored.manifest().files()).isEqualTo("problems/room/runs/run-1/package-2");
    assertThat(store.open(ROOM, stored)).isInstanceOf(PackageCheck.Sound.class);
  }

  @Test
  void aPackageWithoutOneOfItsFilesIsUnsoundAndAManifestThatDoesNotReadIsNone() {
    ModelStore store = new ModelStore(blobs, folder);
    Stored stored = store.add(ROOM, new HandMade("run-1", 1));
    blobs.delete("problems/room/runs/run-1/package/golden.json");
    blobs.create("problems/room/models/2/manifest.json", new byte[] {'{'});

    assertThat(store.open(ROOM, stored))
        .isEqualTo(new PackageCheck.Unsound("golden.json is not there"));
    assertThat(store.find(ROOM, 2)).isEmpty();
    assertThat(store.versions(ROOM)).containsExactly(2, 1);
  }

  @Test
  void leavesNothingBehindOnThisMachine() throws Exception {
    ModelStore store = new ModelStore(blobs, folder);
    store.open(ROOM, store.add(ROOM, new HandMade("run-1", 1)));

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void madeAnewTheAnnouncementIsTheSame() {
    Stored stored = new ModelStore(blobs, folder).add(ROOM, new HandMade("run-1", 1));
    Stored read = new ModelStore(blobs, folder).find(ROOM, 1).orElseThrow();

    Rollout rollout = Rollout.canary(0.2);
    assertThat(Announcement.of(read, rollout)).isEqualTo(Announcement.of(stored, rollout));
    assertThat(Announcement.of(read, rollout).rows()).isEqualTo(640);
    assertThat(Announcement.of(read, rollout).rollout()).isEqualTo(rollout);
  }
}
