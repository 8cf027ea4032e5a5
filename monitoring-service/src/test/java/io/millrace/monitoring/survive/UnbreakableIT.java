package io.millrace.monitoring.survive;

import static io.millrace.monitoring.survive.Site.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a monitor meets in its life. */
class UnbreakableIT {

  private static Site site;
  private static Monitor monitor;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(Path.of("target", "it", UUID.randomUUID().toString()));
    monitor = site.monitor("monitor");
    monitor.start();
    monitor.awaitHealthy();
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void poisonIsSetAsideOnceAndStopsNothing() {
    site.turnTo("poisoned");
    site.predict(1, WINDOW / 2, 1.5);
    List<ProducerRecord<String, byte[]>> poison = new ArrayList<>();
    for (String topic : List.of(Topics.PREDICTIONS, Topics.GROUND_TRUTH)) {
      poison.add(new ProducerRecord<>(topic, null, (byte[]) null));
      poison.add(new ProducerRecord<>(topic, "k", "{".getBytes(StandardCharsets.UTF_8)));
      poison.add(typed(topic, Prediction.TYPE, "{".getBytes(StandardCharsets.UTF_8)));
      poison.add(typed(topic, Prediction.TYPE, new byte[10 << 20]));
      poison.add(typed(topic, "io.millrace.prediction.v2", new byte[10]));
    }
    site.send(poison);
    site.predict(1, WINDOW / 2, 1.5);
    monitor.awaitCounted("poisoned", WINDOW);

    await()
        .atMost(Monitor.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(site.records(Topics.REJECTED))
                    .map(r -> MillraceJson.mapper().readValue(r.value(), Rejection.class).origin())
                    .doesNotHaveDuplicates()
                    .hasSize(8));
    String metrics = monitor.get("/actuator/prometheus").body();
    assertThat(metrics)
        .contains("millrace_messages_set_aside_total")
        .contains("millrace_messages_ignored_total")
        .contains("type=\"io.millrace.prediction.v2\"");
    assertThat(monitor.health()).isEqualTo("UP");
  }

  private static ProducerRecord<String, byte[]> typed(String topic, String type, byte[] data) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, "k", data);
    CloudEventHeaders.write(
        new EventContext("x", type, "/test", "x", Instant.now(), new ProblemName("poisoned"), "c"),
        record.headers());
    return record;
  }

  @Test
  void aWindowThatClosesWhileTheStoreIsAwayGetsItsVerdictWhenItIsBack() throws IOException {
    site.turnTo("stranded");
    Path away = site.blobs().resolveSibling("away");
    Files.move(site.blobs(), away);
    site.predict(1, 2 * WINDOW, 1.5);
    await()
        .atMost(Monitor.PATIENCE)
        .until(
            () ->
                site.committed(Topics.ALERTS).stream()
                    .anyMatch(a -> a.startsWith("stranded") && a.contains("baseline-unreachable")));
    assertThat(verdicts("stranded")).isZero();
    Files.move(away, site.blobs());

    await().atMost(Duration.ofSeconds(30)).until(() -> verdicts("stranded") == 2);
    assertThat(site.committed(Topics.DRIFT_DETECTED)).anyMatch(d -> d.startsWith("stranded"));
    assertThat(site.committed(Topics.ALERTS)).noneMatch(a -> a.contains("baseline-missing"));
  }

  private static int verdicts(String problem) {
    return monitor.json("/v1/problems/%s/drift".formatted(problem)).at("/windows").size();
  }

  @Test
  void localStateThatIsCorruptIsRestoredFromTheBroker() throws Exception {
    site.turnTo("corrupted");
    site.predict(1, WINDOW - 10, 1.5);
    monitor.awaitCounted("corrupted", WINDOW - 10);
    monitor.stop();
    try (Stream<Path> files = Files.walk(monitor.stateFolder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains("rocksdb")) {
          Files.write(file, new byte[64], StandardOpenOption.WRITE);
        }
      }
    }
    monitor.start();
    site.predict(1, 10, 1.5);

    monitor.awaitCounted("corrupted", WINDOW);
    assertThat(verdicts("corrupted")).isEqualTo(1);
    monitor.awaitHealthy();
  }

  @Test
  void aProblemThatIsDeletedAndAppliedAnewStartsAfresh() {
    site.turnTo("renewed");
    site.predict(1, WINDOW + 10, 0);
    monitor.awaitCounted("renewed", WINDOW + 10);
    site.delete();
    await()
        .atMost(Monitor.PATIENCE)
        .until(() -> monitor.get("/v1/problems/renewed/drift").statusCode() == 404);
    site.apply(2);
    await()
        .atMost(Monitor.PATIENCE)
        .ignoreExceptions()
        .until(() -> monitor.counted("renewed") == 0);

    site.predict(1, 30, 0);
    monitor.awaitCounted("renewed", 30);
    assertThat(monitor.counted("renewed")).isEqualTo(30);
  }

  @Test
  void aBrokerThatIsAwayIsSeenAndItsReturnIsEnough() {
    site.turnTo("cut-off");
    site.predict(1, WINDOW - 10, 0);
    monitor.awaitCounted("cut-off", WINDOW - 10);
    site.killBroker();
    await()
        .atMost(Monitor.PATIENCE)
        .ignoreExceptions()
        .until(() -> monitor.health().equals("DOWN"));
    assertThat(monitor.isLive()).isTrue();

    site.startBroker();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> monitor.health().equals("UP"));
    site.predict(1, 10, 0);
    monitor.awaitCounted("cut-off", WINDOW);
  }
}
