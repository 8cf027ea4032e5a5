package io.millrace.training.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.message.LandedFile;
import io.millrace.scoring.model.Digest;
import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

  @TempDir Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();

  @Test
  void keepsNoMoreThanThereIsRoomForAndNeverDeletesWhatIsInUse() throws IOException {
    LocalFiles files = new LocalFiles(blobs, folder, 250);
    LandedFile a = landed('a');
    LandedFile b = landed('b');
    LandedFile c = landed('c');

    try (LocalFiles.Fetched first = files.fetch(List.of(a, b, c))) {
      assertThat(first.of(LandedFile.Kind.EVENTS)).hasSize(3).allMatch(Files::exists);
      files.fetch(List.of(b)).close();
      assertThat(copies()).hasSize(3);
    }

    assertThat(copies()).hasSize(2);
    try (LocalFiles.Fetched again = files.fetch(List.of(a, b, c))) {
      assertThat(again.of(LandedFile.Kind.EVENTS)).allMatch(Files::exists);
    }
  }

  @Test
  void leavesNothingOfAFileThatIsNotWhatItsDigestSays() throws IOException {
    LandedFile a = landed('a');
    blobs.delete(a.path());
    blobs.create(a.path(), new byte[] {1});

    assertThatThrownBy(() -> new LocalFiles(blobs, folder, 250).fetch(List.of(a)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its digest is");
    assertThat(copies()).isEmpty();
  }

  @Test
  void saysThatTheDiskIsFullInsteadOfWaitingForTheStore() {
    LandedFile huge =
        new LandedFile(
            "problems/room/data/p0/huge.parquet",
            LandedFile.Kind.EVENTS,
            0,
            0,
            1,
            1,
            Long.MAX_VALUE,
            "sha256:" + "0".repeat(64));

    assertThatThrownBy(() -> new LocalFiles(blobs, folder, 250).fetch(List.of(huge)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the disk under " + folder + " is full: ")
        .hasMessageContaining("bytes are free");
  }

  private LandedFile landed(char name) {
    byte[] content =
        String.valueOf(name).repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String path = "problems/room/data/p0/" + name + ".parquet";
    blobs.create(path, content);
    return new LandedFile(
        path, LandedFile.Kind.EVENTS, 0, 0, 1, 2, content.length, Digest.of(content));
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
