package io.millrace.ingestion.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Alert;
import io.millrace.starter.blob.BlobStoreFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class LandingHealthTest {

  private final List<Alert> alerts = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private boolean brokerFails;
  private final LandingHealth health =
      new LandingHealth(
          (message, _) -> {
            if (brokerFails) {
              throw new IllegalStateException("told to fail");
            }
            alerts.add((Alert) message);
          },
          clock);

  @Test
  void isDownWithTheReasonAtOnceAndUpAfterwards() {
    health.failed("Landing", new UncheckedIOException("no store", new IOException("refused")));

    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().toString()).contains("no store", "refused");

    health.recovered("Landing");

    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(alerts).isEmpty();
  }

  @Test
  void anAlertTellsOfWhatLastsOnceAndOfItsEnd() {
    for (int second = 0; second < 60; second++) {
      health.failed("Landing", new UncheckedIOException("no store", new IOException("refused")));
      now = now.plusSeconds(1);
    }
    health.recovered("Landing");

    assertThat(alerts)
        .extracting(Alert::kind)
        .containsExactly("landing-failed", "landing-failed-over");
  }

  @Test
  void aFullStoreIsToldAtOnceWithHowMuchIsFree() {
    health.failed(
        "Landing",
        new RuntimeException(new BlobStoreFullException("3 MB free in /b", new IOException())));

    assertThat(alerts).extracting(Alert::kind).containsExactly("store-full");
    assertThat(alerts.getFirst().text()).contains("3 MB free in /b");
    assertThat(health.health().getDetails().toString()).contains("3 MB free in /b");
  }

  @Test
  void aFullDiskUnderTheWorkFolderIsToldAlike() {
    health.failed(
        "Landing",
        new UncheckedIOException("cannot write", new IOException("x: No space left on device")));

    assertThat(alerts).extracting(Alert::kind).containsExactly("store-full");
  }

  @Test
  void anAlertThatCannotBeSentIsSentLater() {
    brokerFails = true;
    health.report("Landing's thread", "landing-stopped", "it ended");
    now = now.plus(Duration.ofSeconds(11));
    health.report("Landing's thread", "landing-stopped", "it ended");
    brokerFails = false;
    now = now.plus(Duration.ofSeconds(31));
    health.report("Landing's thread", "landing-stopped", "it ended");

    assertThat(alerts).extracting(Alert::kind).containsExactly("landing-stopped");
  }
}
