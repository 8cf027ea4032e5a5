package io.millrace.monitoring.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.ModelPromoted;
import io.millrace.monitoring.judge.Decision;
import io.millrace.monitoring.judge.Decisions.Found;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Evidence;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.rollout.DecidedTraffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlobDecisionsTest {

  private static final ProblemName NAME = new ProblemName("room");
  private static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");

  private final CountDownLatch hanging = new CountDownLatch(1);
  private boolean away;
  private boolean slow;

  private final InMemoryBlobStore blobs =
      new InMemoryBlobStore() {
        @Override
        public boolean create(String path, byte[] content) {
          if (away) {
            throw new UncheckedIOException(new IOException("gone"));
          }
          if (slow) {
            hang();
          }
          return super.create(path, content);
        }
      };

  private final BlobDecisions decisions = new BlobDecisions(blobs, clock(NOW));

  private void hang() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  @AfterEach
  void letGo() {
    hanging.countDown();
  }

  private static Decision decision(String id) {
    Evidence evidence = new Evidence(1, 2, 120, 100, Metric.F1, 0.9, 0.95, 0.9, 1.5, 0);
    return new Decision(
        3,
        id,
        new ModelPromoted(
            NAME, 2, "better", "ann", evidence, new Traffic(3, 2, 2, List.of(), List.of()), NOW),
        "c");
  }

  @Test
  void givesANumberToTheFirstWhoAsks() {
    assertThat(decisions.claim(decision("a"))).isEqualTo(new Found.Here(decision("a")));
    assertThat(decisions.claim(decision("b"))).isEqualTo(new Found.Here(decision("a")));
    assertThat(decisions.find(NAME, 3)).isEqualTo(new Found.Here(decision("a")));
    assertThat(decisions.find(NAME, 4)).isEqualTo(new Found.Free());
  }

  @Test
  void keepsTheWholeMessageAsACloudEvent() {
    decisions.claim(decision("a"));

    String json =
        new String(
            blobs.read("problems/room/rollout/3.json").orElseThrow(), StandardCharsets.UTF_8);
    assertThat(json)
        .startsWith(
            "{\"specversion\":\"1.0\",\"id\":\"a\",\"type\":\"io.millrace.model-promoted.v1\"")
        .contains("\"correlationid\":\"c\"", "\"championScore\":0.9", "\"decision\":3");
  }

  @Test
  void whoeverElseReadsTheStoreSeesTheTrafficThatWasDecided() {
    decisions.claim(decision("a"));

    assertThat(new DecidedTraffic(blobs).of(NAME)).contains(decision("a").made().traffic());
  }

  @Test
  void leavesAStoreAloneThatDoesNotAnswer() {
    away = true;
    assertThat(decisions.claim(decision("a"))).isInstanceOf(Found.Unreachable.class);
    away = false;

    assertThat(decisions.claim(decision("a"))).isInstanceOf(Found.Unreachable.class);
    assertThat(blobs.list("problems/")).isEmpty();
    assertThat(new BlobDecisions(blobs, clock(NOW.plusSeconds(15))).claim(decision("a")))
        .isInstanceOf(Found.Here.class);
  }

  @Test
  void doesNotWaitForAStoreThatHangs() {
    slow = true;
    BlobDecisions impatient = new BlobDecisions(blobs, clock(NOW), Duration.ofMillis(1));

    assertThat(impatient.claim(decision("a"))).isInstanceOf(Found.Unreachable.class);
  }

  @Test
  void takesWhatItCannotReadForNoAnswer() {
    blobs.create("problems/room/rollout/3.json", "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(decisions.find(NAME, 3)).isInstanceOf(Found.Unreachable.class);
  }
}
