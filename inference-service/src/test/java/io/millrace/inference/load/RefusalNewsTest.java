package io.millrace.inference.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.millrace.problem.ProblemName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalNewsTest {

  private static final RegisteredModel TWO =
      new RegisteredModel(new ProblemName("rooms"), 2, "problems/rooms/models/2", "sha256:0", "c");

  private final BlobsInMemory blobs = new BlobsInMemory();
  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean brokerAway;

  private final RefusalNews one = replica();
  private final RefusalNews other = replica();

  @Test
  void isToldByOneReplicaOnce() {
    assertThat(one.tell(TWO, "bad")).isTrue();
    assertThat(other.tell(TWO, "bad")).isTrue();
    assertThat(one.tell(TWO, "bad")).isTrue();

    assertThat(told).containsExactly("bad");
  }

  @Test
  void isToldForEachReason() {
    one.tell(TWO, "bad");
    other.tell(TWO, "worse");

    assertThat(told).containsExactly("bad", "worse");
  }

  @Test
  void isToldByAnotherWhereTheFirstDiedBeforeItCould() {
    brokerAway = true;
    assertThatIllegalStateException().isThrownBy(() -> one.tell(TWO, "bad"));
    brokerAway = false;

    assertThat(other.tell(TWO, "bad")).as("somebody is at it").isFalse();
    assertThat(told).isEmpty();

    now = now.plus(Duration.ofSeconds(61));
    assertThat(other.tell(TWO, "bad")).isTrue();
    assertThat(one.tell(TWO, "bad")).isTrue();
    assertThat(told).containsExactly("bad");
  }

  private RefusalNews replica() {
    return new RefusalNews(
        blobs,
        (_, reason) -> {
          if (brokerAway) {
            throw new IllegalStateException("no broker");
          }
          told.add(reason);
        },
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        });
  }
}
