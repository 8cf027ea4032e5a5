package io.millrace.monitoring.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.monitoring.Packages;
import io.millrace.monitoring.observe.Baselines.Found;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlobBaselinesTest {

  private static final ProblemName NAME = new ProblemName("room");

  private final AtomicInteger reads = new AtomicInteger();
  private volatile boolean away;
  private final CountDownLatch answers = new CountDownLatch(1);
  private volatile boolean hanging;

  private final InMemoryBlobStore blobs =
      new InMemoryBlobStore() {
        @Override
        public Optional<byte[]> read(String path) {
          reads.incrementAndGet();
          if (away) {
            throw new UncheckedIOException(new IOException("gone"));
          }
          if (hanging) {
            try {
              answers.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return super.read(path);
        }
      };

  private Instant now = Instant.parse("2026-02-02T12:00:00Z");
  private final BlobBaselines baselines =
      new BlobBaselines(new BaselineReader(blobs), moving(), Duration.ofSeconds(2));

  private Clock moving() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Test
  void fetchesABaselineOnce() {
    Packages.store(blobs, NAME, 1);

    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Here.class);
    int before = reads.get();
    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Here.class);
    assertThat(reads.get()).isEqualTo(before);
  }

  @Test
  void asksAStoreThatIsAwayAgainOnlyAfterAWhileThatGrows() {
    Packages.store(blobs, NAME, 1);
    away = true;

    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Unreachable.class);
    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Unreachable.class);
    assertThat(baselines.find(NAME, 2)).isInstanceOf(Found.Unreachable.class);
    assertThat(reads).hasValue(1);
    now = now.plus(BlobBaselines.FIRST_PAUSE);
    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Unreachable.class);
    now = now.plus(BlobBaselines.FIRST_PAUSE);
    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Unreachable.class);
    assertThat(reads).hasValue(2);

    away = false;
    now = now.plus(BlobBaselines.LONGEST_PAUSE);
    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Here.class);
  }

  @Test
  void doesNotWaitForAStoreThatDoesNotAnswer() {
    Packages.store(blobs, NAME, 1);
    hanging = true;

    BlobBaselines impatient =
        new BlobBaselines(new BaselineReader(blobs), moving(), Duration.ofMillis(1));
    assertThat(impatient.find(NAME, 1)).isInstanceOf(Found.Unreachable.class);
    assertThat(impatient.find(NAME, 1)).isInstanceOf(Found.Unreachable.class);

    answers.countDown();
    await()
        .until(
            () -> {
              now = now.plus(BlobBaselines.LONGEST_PAUSE);
              return impatient.find(NAME, 1) instanceof Found.Here;
            });
  }

  @Test
  void looksAgainForABaselineThatWasMissing() {
    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Absent.class);
    Packages.store(blobs, NAME, 1);
    assertThat(baselines.find(NAME, 1)).isInstanceOf(Found.Here.class);
  }
}
