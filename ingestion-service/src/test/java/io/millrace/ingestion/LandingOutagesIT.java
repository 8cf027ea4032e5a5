package io.millrace.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.Alert;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.test.annotation.DirtiesContext;

/** What landing needs goes away and comes back. */
@Import(LandingOutagesIT.Bomb.class)
@DirtiesContext
class LandingOutagesIT extends RunningService {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired Bomb bomb;

  /** Kills the thread on which landing runs. */
  static class Bomb {

    private final AtomicBoolean armed = new AtomicBoolean();

    @EventListener
    void on(ListenerContainerIdleEvent event) {
      if (armed.getAndSet(false)) {
        throw new OutOfMemoryError("told to fail on " + event.getListenerId());
      }
    }
  }

  @Test
  void landingComesBackWhenItsThreadDies() {
    String name = rooms();
    events(name, 0, 20);
    bomb.armed.set(true);
    await().atMost(PATIENCE).until(() -> !bomb.armed.get());
    events(name, 20, 20);

    await().atMost(PATIENCE).untilAsserted(() -> assertLanded(name, 40));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(landingHealth()).isEqualTo("UP"));
  }

  @Test
  void whileTheStoreIsAwayEventsAreAcceptedAndLandWhenItIsBack() throws Exception {
    String name = rooms();
    events(name, 0, 10);
    await().atMost(PATIENCE).untilAsserted(() -> assertLanded(name, 10));
    Path away = BLOBS.resolveSibling(BLOBS.getFileName() + "-away");
    Files.move(BLOBS, away);
    try {
      for (int batch = 1; batch < 6; batch++) {
        assertThat(events(name, batch * 10, 10).status()).isEqualTo(202);
      }
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(landingHealth()).isEqualTo("DOWN"));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(alerts()).contains("landing-failed"));
      assertThat(containers.getListenerContainer("ingestion-landing").isRunning()).isTrue();
    } finally {
      Files.move(away, BLOBS);
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertLanded(name, 60));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(landingHealth()).isEqualTo("UP"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(alerts()).contains("landing-failed-over"));
  }

  private static String alerts() {
    return records(Topics.ALERTS, _ -> true).stream()
        .map(record -> MillraceJson.mapper().readValue(record.value(), Alert.class).kind())
        .collect(Collectors.joining(" ", " ", " "));
  }

  private String landingHealth() {
    Answer answer =
        send(
            "GET",
            "/actuator/health",
            new byte[0],
            Map.of("Authorization", "Bearer " + token("operator")));
    return answer.json().get("components").get("landing").get("status").asString();
  }

  private static void assertLanded(String name, int rows) {
    assertThat(landed(name, "data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly(rows + " " + rows);
  }

  private Answer events(String name, int from, int count) {
    String body =
        IntStream.range(from, from + count)
            .mapToObj(
                i ->
                    "{\"event_id\":\"e%d\",\"temperature\":%d,\"room\":\"r%d\",\"occupied\":1}"
                        .formatted(i, i, i))
            .collect(Collectors.joining("\n"));
    return send(
        "POST",
        "/v1/problems/%s/events".formatted(name),
        body.getBytes(StandardCharsets.UTF_8),
        Map.of(
            "Authorization", "Bearer " + token("device"), "Content-Type", "application/x-ndjson"));
  }
}
