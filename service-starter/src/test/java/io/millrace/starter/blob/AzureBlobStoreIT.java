package io.millrace.starter.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.starter.test.BlobStoreCompatibilityKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureBlobStoreIT extends BlobStoreCompatibilityKit {

  @TempDir static Path data;

  private static Azurite azurite;
  private static BlobStore store;

  @BeforeAll
  static void start() throws IOException {
    azurite = Azurite.start(data);
    store = connect(azurite.connectionString(), "made-by-the-store");
  }

  @AfterAll
  static void stop() {
    if (azurite != null) {
      azurite.close();
    }
  }

  @Override
  protected BlobStore store() {
    return store;
  }

  @Test
  void aSecondStoreOnTheSameContainerSeesTheSameBlobs() {
    store.create("shared/blob", new byte[] {1});

    BlobStore second = connect(azurite.connectionString(), "made-by-the-store");

    assertThat(second.create("shared/blob", new byte[] {2})).isFalse();
    assertThat(second.read("shared/blob")).hasValue(new byte[] {1});
  }

  @Test
  void isHealthyWhileItAnswers() {
    assertThat(new BlobStoreHealth(store).health().getStatus().getCode()).isEqualTo("UP");
  }

  @Test
  void saysThatTheAccountIsRefused() {
    String wrongKey = azurite.connectionString().replace("AccountKey=Eby8", "AccountKey=Xby8");

    assertThatThrownBy(() -> connect(wrongKey, "made-by-the-store"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("made-by-the-store");
  }

  private static BlobStore connect(String connectionString, String container) {
    return new BlobAutoConfiguration()
        .blobStore(
            new BlobSettings(
                "azure", null, new BlobSettings.Azure(connectionString, null, container)));
  }
}
