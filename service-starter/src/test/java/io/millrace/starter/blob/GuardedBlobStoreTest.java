package io.millrace.starter.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.millrace.starter.test.BlobStoreCompatibilityKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder behind the guard does all that a folder does, and stands what a folder does not. */
class GuardedBlobStoreTest extends BlobStoreCompatibilityKit {

  private static final int TRIES = 3;

  @TempDir private Path root;
  @TempDir private Path target;

  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          GuardedBlobStore.NAME,
          CircuitBreakerConfig.custom()
              .slidingWindowSize(6)
              .minimumNumberOfCalls(6)
              .recordExceptions(java.io.UncheckedIOException.class)
              .ignoreExceptions(BlobStoreFullException.class, NoSuchBlobException.class)
              .waitDurationInOpenState(Duration.ofMinutes(5))
              .build());
  private final Retry retry =
      Retry.of(
          GuardedBlobStore.NAME,
          RetryConfig.custom()
              .maxAttempts(TRIES)
              .waitDuration(Duration.ofMillis(1))
              .retryExceptions(java.io.UncheckedIOException.class)
              .ignoreExceptions(BlobStoreFullException.class, NoSuchBlobException.class)
              .build());

  @Override
  protected BlobStore store() {
    return guarded(new FolderBlobStore(root));
  }

  @Test
  void aStoreThatFailsTooOftenIsUnavailable() {
    FlakyBlobStore flaky = new FlakyBlobStore(new FolderBlobStore(root));
    flaky.fail(TRIES);

    assertThatThrownBy(() -> guarded(flaky).read("a"))
        .isInstanceOf(BlobStoreUnavailableException.class)
        .hasMessageContaining("told to fail");
    assertThat(guarded(flaky).read("a")).isEmpty();
  }

  @Test
  void aStoreThatKeepsFailingIsNoLongerAsked() {
    FlakyBlobStore flaky = new FlakyBlobStore(new FolderBlobStore(root));
    flaky.fail(1000);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> guarded(flaky).list("a/"));
    }
    int tries = flaky.tries();

    assertThatThrownBy(() -> guarded(flaky).list("a/"))
        .isInstanceOf(BlobStoreUnavailableException.class)
        .hasMessageContaining("not asked now");

    assertThat(flaky.tries()).isEqualTo(tries).isEqualTo(2 * TRIES);
    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
  }

  @Test
  void oneProbeOfItsHealthIsOneTry() {
    FlakyBlobStore flaky = new FlakyBlobStore(new FolderBlobStore(root));
    flaky.fail(1);
    GuardedBlobStore guarded = guarded(flaky);
    BlobStoreHealth health = new BlobStoreHealth(guarded::probe, guarded);

    assertThat(health.health().getStatus().getCode()).isEqualTo("DOWN");
    assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
    assertThat(flaky.tries()).isEqualTo(2);
  }

  @Test
  void aFullDiskIsSaidAtOnceAndDoesNotStopReaders() {
    FlakyBlobStore flaky = new FlakyBlobStore(new FolderBlobStore(root));
    flaky.create("a", new byte[] {1});
    flaky.fillUp();

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> guarded(flaky).create("b", new byte[] {1}))
          .isInstanceOf(BlobStoreFullException.class);
    }

    assertThat(flaky.tries()).isEqualTo(1 + 10);
    assertThat(guarded(flaky).read("a")).hasValue(new byte[] {1});
  }

  @Test
  void whatIsNotThereOrNoPathIsNoOutage() {
    GuardedBlobStore store = guarded(new FolderBlobStore(root));

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> store.download("nothing", target.resolve("file")))
          .isInstanceOf(NoSuchBlobException.class);
      assertThatIllegalArgumentException().isThrownBy(() -> store.read("../x"));
    }

    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void littleRoomIsNotHealthy() throws IOException {
    assertThat(new BlobStoreHealth(() -> {}, () -> 1000).health().getStatus().getCode())
        .isEqualTo("DOWN");
    assertThat(new FolderBlobStore(root).free())
        .isCloseTo(
            Files.getFileStore(root).getUsableSpace(),
            org.assertj.core.data.Percentage.withPercentage(50));
  }

  private GuardedBlobStore guarded(RepeatableBlobStore store) {
    return new GuardedBlobStore(store, breaker, retry);
  }
}
