package io.millrace.monitoring.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.monitoring.Packages;
import io.millrace.monitoring.observe.Baselines.Found;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BaselineReaderTest {

  private static final ProblemName NAME = new ProblemName("room");
  private static final String FOLDER = "problems/room/models/3/";

  private final BlobStore blobs = new InMemoryBlobStore();
  private final BaselineReader reader = new BaselineReader(blobs);

  @Test
  void readsTheOneBesideTheManifest() {
    Packages.store(blobs, NAME, 3);

    assertThat(reader.read(NAME, 3))
        .isInstanceOfSatisfying(
            Found.Here.class, found -> assertThat(found.baseline().rows()).isEqualTo(2_000));
  }

  @Test
  void followsTheManifestToWhereItsFilesLie() {
    blobs.create("problems/room/runs/r-1/package/baseline.json", Packages.baselineJson());
    blobs.create(
        FOLDER + "manifest.json", Packages.manifest(NAME, 3, "problems/room/runs/r-1/package/"));

    assertThat(reader.read(NAME, 3)).isInstanceOf(Found.Here.class);
  }

  @Test
  void doesNotFollowAManifestToAnotherProblem() {
    blobs.create("problems/attic/runs/r-1/package/baseline.json", Packages.baselineJson());
    blobs.create(
        FOLDER + "manifest.json", Packages.manifest(NAME, 3, "problems/attic/runs/r-1/package/"));

    assertThat(reason(reader.read(NAME, 3))).contains("not within problems/room/");
  }

  @Test
  void aPackageWithoutManifestIsNone() {
    blobs.create(FOLDER + "baseline.json", Packages.baselineJson());

    assertThat(reason(reader.read(NAME, 3))).contains("no " + FOLDER + "manifest.json");
  }

  @Test
  void aBaselineThatIsNotThePackagesIsNotComparedWith() {
    blobs.create(FOLDER + "baseline.json", "{}".getBytes(StandardCharsets.UTF_8));
    blobs.create(FOLDER + "manifest.json", Packages.manifest(NAME, 3, null));

    assertThat(reason(reader.read(NAME, 3))).contains("baseline.json is not the one");
  }

  @Test
  void aManifestThatDoesNotReadSaysSo() {
    blobs.create(FOLDER + "manifest.json", "{".getBytes(StandardCharsets.UTF_8));

    assertThat(reason(reader.read(NAME, 3))).contains("no sound package");
  }

  @Test
  void aStoreThatIsAwayIsNotAMissingBaseline() {
    BlobStore away =
        new InMemoryBlobStore() {
          @Override
          public Optional<byte[]> read(String path) {
            throw new UncheckedIOException(new IOException("gone"));
          }
        };

    assertThat(new BaselineReader(away).read(NAME, 3)).isInstanceOf(Found.Unreachable.class);
  }

  private static String reason(Found found) {
    assertThat(found).isInstanceOf(Found.Absent.class);
    return ((Found.Absent) found).reason();
  }
}
