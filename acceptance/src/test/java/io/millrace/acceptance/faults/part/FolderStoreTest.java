package io.millrace.acceptance.faults.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {

  @TempDir Path parent;

  @Test
  void nobodyReadsOrMakesItWhileItIsCut() throws IOException {
    FolderStore store = new FolderStore(parent);
    store.start();
    Path blob = Files.writeString(parent.resolve("blobs/blob"), "content");

    store.cut(false);

    assertThat(store.isUp()).isFalse();
    assertThat(blob).doesNotExist();
    assertThatThrownBy(() -> Files.createDirectories(parent.resolve("blobs/new")))
        .isInstanceOf(IOException.class);

    store.mend();

    assertThat(store.isUp()).isTrue();
    assertThat(blob).hasContent("content");
  }
}
