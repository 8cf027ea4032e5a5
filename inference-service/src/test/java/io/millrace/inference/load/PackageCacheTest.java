package io.millrace.inference.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck.Sound;
import io.millrace.scoring.test.SmallPackages;
import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCacheTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");

  @TempDir Path temp;
  private boolean full = true;

  private final InMemoryBlobStore blobs =
      new InMemoryBlobStore() {
        @Override
        public void download(String path, Path file) {
          super.download(path, file);
          if (full && path.endsWith("model.onnx")) {
            throw new UncheckedIOException(
                "The blob cannot be downloaded", new IOException("No space left on device"));
          }
        }
      };

  @Test
  void saysThatTheDiskIsFullAndFetchesOnceItIsNot() throws Exception {
    Path dir = temp.resolve("made");
    ModelPackage written = SmallPackages.write(dir, ROOMS, 1);
    for (String name : ModelPackage.CONTENTS) {
      blobs.create("problems/rooms/models/1/" + name, dir.resolve(name));
    }
    blobs.create("problems/rooms/models/1/manifest.json", dir.resolve("manifest.json"));
    RegisteredModel one =
        new RegisteredModel(ROOMS, 1, "problems/rooms/models/1", written.manifestDigest(), "c");
    PackageCache cache =
        new PackageCache(
            new LocalPackages(temp.resolve("cache"), _ -> full ? 3L << 20 : 1L << 40), blobs);

    assertThatThrownBy(() -> cache.open(one))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("3 MB are free in " + temp.resolve("cache"));
    assertThat(Files.list(temp.resolve("cache/rooms"))).as("nothing half is left").isEmpty();

    full = false;
    assertThat(cache.open(one)).isInstanceOf(Sound.class);
  }
}
