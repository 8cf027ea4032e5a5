package io.millrace.starter.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.millrace.starter.test.BlobStoreCompatibilityKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
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
    assertThat(
            new BlobStoreHealth(() -> store.list("health/"), Room.UNKNOWN)
                .health()
                .getStatus()
                .getCode())
        .isEqualTo("UP");
  }

  @Test
  void saysThatTheAccountIsRefused() {
    String wrongKey = azurite.connectionString().replace("AccountKey=Eby8", "AccountKey=Xby8");

    assertThatThrownBy(() -> connect(wrongKey, "made-by-the-store"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("made-by-the-store");
  }

  /** It may do all that the store does, but not make the container. */
  @Test
  void aSasOfTheContainerIsEnough() {
    BlobStore signed =
        AzureConnection.open(
            signed(
                new BlobContainerSasPermission()
                    .setReadPermission(true)
                    .setCreatePermission(true)
                    .setWritePermission(true)
                    .setDeletePermission(true)
                    .setListPermission(true)));

    assertThat(signed.create("signed/blob", new byte[] {1})).isTrue();
    assertThat(signed.create("signed/blob", new byte[] {2})).isFalse();
    String tag = signed.readTagged("signed/blob").orElseThrow().tag();
    assertThat(signed.replace("signed/blob", tag, new byte[] {3})).isTrue();
    assertThat(signed.list("signed/")).containsExactly("signed/blob");
    assertThat(store.read("signed/blob")).hasValue(new byte[] {3});
    signed.delete("signed/blob");
    assertThat(store.read("signed/blob")).isEmpty();
  }

  @Test
  void aConnectionStringMayHoldASasInPlaceOfTheKey() {
    BlobSettings.Azure signed =
        signed(new BlobContainerSasPermission().setReadPermission(true).setListPermission(true));
    store.create("other/blob", new byte[] {1});

    BlobStore reading =
        connect(
            "BlobEndpoint=%s;SharedAccessSignature=%s"
                .formatted(signed.endpoint(), signed.sasToken()),
            signed.container());

    assertThat(reading.read("other/blob")).hasValue(new byte[] {1});
    assertThatThrownBy(() -> reading.create("other/not-allowed", new byte[] {1}))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void saysThatASasMayNotList() {
    BlobSettings.Azure blind = signed(new BlobContainerSasPermission().setReadPermission(true));

    assertThatThrownBy(() -> AzureConnection.open(blind))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("made-by-the-store")
        .hasMessageNotContaining(String.valueOf(blind.sasToken()));
  }

  private static BlobSettings.Azure signed(BlobContainerSasPermission may) {
    BlobContainerClient container =
        new BlobServiceClientBuilder()
            .connectionString(azurite.connectionString())
            .buildClient()
            .getBlobContainerClient("made-by-the-store");
    String sas =
        container.generateSas(
            new BlobServiceSasSignatureValues(OffsetDateTime.now().plusHours(1), may));
    return new BlobSettings.Azure(
        null,
        "http://127.0.0.1:%d/devstoreaccount1".formatted(azurite.port()),
        sas,
        "made-by-the-store");
  }

  @Test
  void aCreationWhoseAnswerWasLostIsStillTheCallers() {
    LostAnswers lost = new LostAnswers();
    BlobStore guarded = guarded(lost);
    lost.next(2);

    assertThat(guarded.create("lost/created", new byte[] {1})).isTrue();
    assertThat(guarded.create("lost/created", new byte[] {1})).isFalse();
  }

  @Test
  void aReplacementWhoseAnswerWasLostIsStillTheCallers() {
    LostAnswers lost = new LostAnswers();
    BlobStore guarded = guarded(lost);
    guarded.create("lost/replaced", new byte[] {1});
    String tag = guarded.readTagged("lost/replaced").orElseThrow().tag();
    lost.next(1);

    assertThat(guarded.replace("lost/replaced", tag, new byte[] {2})).isTrue();
    assertThat(guarded.replace("lost/replaced", tag, new byte[] {3})).isFalse();
    assertThat(guarded.read("lost/replaced")).hasValue(new byte[] {2});
  }

  @Test
  void aLargeFileGoesInBlocksAndIsCreatedOnce(@TempDir Path scratch) throws IOException {
    byte[] large = new byte[9 << 20];
    new java.util.Random(1).nextBytes(large);
    Path file = Files.write(scratch.resolve("large"), large);

    assertThat(store.create("large/file", file)).isTrue();
    assertThat(store.create("large/file", file)).isFalse();
    assertThat(store.read("large/file")).hasValue(large);
  }

  @Test
  void aStoreThatHangsIsUnavailableWithinItsLimitsAndRecoversByItself(@TempDir Path other)
      throws Exception {
    try (Azurite hanging = Azurite.start(other)) {
      BlobStore guarded =
          guarded(
              AzureConnection.open(
                  new BlobSettings.Azure(hanging.connectionString(), null, null, "hanging")));
      guarded.create("a", new byte[] {1});
      hanging.signal("STOP");

      assertThatThrownBy(() -> guarded.read("a")).isInstanceOf(BlobStoreUnavailableException.class);

      hanging.signal("CONT");
      assertThat(guarded.read("a")).hasValue(new byte[] {1});
    }
  }

  @Test
  void anAccountThatDoesNotAnswerAtTheStartMayLater(@TempDir Path other) throws Exception {
    int port;
    try (Azurite first = Azurite.start(other)) {
      port = first.port();
    }
    BlobStore early =
        connect(azurite.connectionString().replace(":" + azurite.port(), ":" + port), "later");
    assertThatThrownBy(() -> early.read("a")).isInstanceOf(UncheckedIOException.class);

    try (Azurite second = Azurite.start(other, port)) {
      assertThat(second.port()).isEqualTo(port);
      assertThat(early.create("a", new byte[] {1})).isTrue();
    }
  }

  private static GuardedBlobStore guarded(LostAnswers lost) {
    BlobSettings.Azure settings =
        new BlobSettings.Azure(azurite.connectionString(), null, null, "made-by-the-store");
    return guarded(
        new AzureBlobStore(
            AzureConnection.client(settings)
                .addPolicy(lost)
                .buildClient()
                .getBlobContainerClient(settings.container())));
  }

  private static GuardedBlobStore guarded(RepeatableBlobStore store) {
    RetryConfig retries =
        RetryConfig.custom().maxAttempts(3).retryExceptions(UncheckedIOException.class).build();
    return new GuardedBlobStore(
        store, CircuitBreaker.ofDefaults("blob-store"), Retry.of("blob-store", retries));
  }

  private static BlobStore connect(String connectionString, String container) {
    return AzureConnection.open(new BlobSettings.Azure(connectionString, null, null, container));
  }
}
