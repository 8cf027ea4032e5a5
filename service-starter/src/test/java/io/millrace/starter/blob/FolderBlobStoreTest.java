package io.millrace.starter.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.starter.test.BlobStoreCompatibilityKit;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderBlobStoreTest extends BlobStoreCompatibilityKit {

  @TempDir static Path root;

  @Override
  protected BlobStore store() {
    return new FolderBlobStore(root);
  }

  @Test
  void leavesNoTemporaryFileBehind() {
    store().create("a/b", new byte[] {1});
    store().create("a/b", new byte[] {2});

    assertThat(root.resolve("~incoming")).isEmptyDirectory();
  }

  @Test
  void aBlobIsAPlainFileBelowTheFolder() {
    store().create("problems/p/data/p0/1.parquet", new byte[] {7});

    assertThat(root.resolve("problems/p/data/p0/1.parquet")).hasBinaryContent(new byte[] {7});
  }

  @Test
  void removesWhatAKilledWriterLeftADayAgo(@TempDir Path other) throws Exception {
    Path abandoned = Files.createDirectories(other.resolve("~incoming")).resolve("old");
    Files.write(abandoned, new byte[] {1});
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path inFlight = Files.write(other.resolve("~incoming/new"), new byte[] {1});

    assertThat(new FolderBlobStore(other).list("")).isEmpty();

    assertThat(abandoned).doesNotExist();
    assertThat(inFlight).exists();
  }

  @Test
  void aBlobCannotTakeTheNameOfAFolder() {
    store().create("taken/by/folder", new byte[] {1});

    assertThatThrownBy(() -> store().create("taken/by", new byte[] {2}))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void saysThatTheFolderIsGone(@TempDir Path other) throws Exception {
    BlobStore store = new FolderBlobStore(other.resolve("blobs"));
    Files.delete(other.resolve("blobs/~incoming"));
    Files.delete(other.resolve("blobs"));

    assertThatThrownBy(() -> store.list("")).isInstanceOf(UncheckedIOException.class);
    assertThat(new BlobStoreHealth(store).health().getStatus().getCode()).isEqualTo("DOWN");
  }
}
