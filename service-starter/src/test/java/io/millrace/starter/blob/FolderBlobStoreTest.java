package io.millrace.starter.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.starter.test.BlobStoreCompatibilityKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    store().replace("a/b", store().readTagged("a/b").orElseThrow().tag(), new byte[] {3});
    store().replace("a/b", "stale", new byte[] {4});

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
  void neverTakesAFolderThatIsGoneForAnEmptyOne(@TempDir Path other) throws Exception {
    BlobStore store = new FolderBlobStore(other.resolve("blobs"));
    store.create("a/b", new byte[] {1});
    String tag = store.readTagged("a/b").orElseThrow().tag();
    Files.move(other.resolve("blobs"), other.resolve("away"));

    List<ThrowingCallable> calls =
        List.of(
            () -> store.list(""),
            () -> store.listAfter("a/", "a/a"),
            () -> store.read("a/b"),
            () -> store.readTagged("a/b"),
            () -> store.create("a/c", new byte[] {1}),
            () -> store.replace("a/b", tag, new byte[] {2}),
            () -> store.delete("a/b"));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(
            new BlobStoreHealth(() -> store.list(""), Room.UNKNOWN).health().getStatus().getCode())
        .isEqualTo("DOWN");

    assertThat(other.resolve("blobs")).as("not made anew").doesNotExist();
    Files.move(other.resolve("away"), other.resolve("blobs"));
    assertThat(store.list("")).containsExactly("a/b");
  }

  @Test
  void aFolderThatIsAwayAtTheStartIsUsedWhenItIsBack(@TempDir Path other) throws Exception {
    new FolderBlobStore(other.resolve("blobs")).create("a/b", new byte[] {1});
    Files.move(other.resolve("blobs"), other.resolve("away"));
    Files.createFile(other.resolve("blobs"));
    BlobStore store = new FolderBlobStore(other.resolve("blobs"));
    assertThatThrownBy(() -> store.list("")).isInstanceOf(UncheckedIOException.class);

    Files.delete(other.resolve("blobs"));
    Files.move(other.resolve("away"), other.resolve("blobs"));

    assertThat(store.list("")).containsExactly("a/b");
    assertThat(store.create("a/c", new byte[] {2})).isTrue();
  }

  @Test
  void aRepeatedCreationKnowsItsOwnBlob(@TempDir Path other) throws Exception {
    FolderBlobStore store = new FolderBlobStore(other);
    UUID call = UUID.randomUUID();
    Path folder = Files.createDirectories(other.resolve("a"));
    Path written = Files.write(other.resolve("~incoming").resolve(call.toString()), new byte[] {1});
    Files.createLink(folder.resolve("b"), written); // as a try leaves it that fails after the link

    assertThat(store.create("a/b", new byte[] {1}, UUID.randomUUID())).isFalse();
    assertThat(store.create("a/b", new byte[] {1}, call)).isTrue();
    assertThat(other.resolve("~incoming")).isEmptyDirectory();
  }

  @Test
  void aRepeatedReplacementKnowsItsOwnBlob(@TempDir Path other) throws Exception {
    FolderBlobStore store = new FolderBlobStore(other);
    UUID call = UUID.randomUUID();
    store.create("a", new byte[] {1});
    String tag = store.readTagged("a").orElseThrow().tag();
    Path written = Files.write(other.resolve("~incoming").resolve(call.toString()), new byte[] {2});
    Files.delete(other.resolve("a"));
    Files.createLink(other.resolve("a"), written); // as a try leaves it that fails after the move

    assertThat(store.replace("a", tag, new byte[] {2}, UUID.randomUUID())).isFalse();
    assertThat(store.replace("a", tag, new byte[] {2}, call)).isTrue();
    assertThat(other.resolve("~incoming")).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsSaidWithWhatIsFreeAndWhere() {
    IOException full = new FileSystemException("/blobs/x", null, "No space left on device");

    assertThat(FullDisk.is(full)).isTrue();
    assertThat(FullDisk.is(new IOException("No space left on device"))).isTrue();
    assertThat(FullDisk.is(new IOException("Input/output error"))).isFalse();
    assertThat(FullDisk.said("The blob a cannot be created", root, full))
        .hasMessageMatching("(?s)The blob a cannot be created: the disk is full. .*KiB are free .*")
        .hasMessageContaining(root.toString());
  }
}
