package io.millrace.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.ingestion.land.Asset;
import io.millrace.ingestion.land.Assets;
import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.test.KafkaBroker;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A second instance in a process of its own joins, is stopped for longer than its session lasts,
 * wakes as one that others took for dead, and is killed.
 */
class LandingZombieIT extends RunningService {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Autowired BlobStore blobs;

  private int sent;

  @Test
  void anInstanceThatIsStoppedAndWakesAndIsKilledLosesAndDoublesNothing() throws Exception {
    String name = rooms();
    send(name, 200);
    await().atMost(PATIENCE).until(() -> members() > 0);
    long before = members();
    Process other = startAnother();
    try {
      awaitMembers(before + 1, name);
      signal(other, "STOP");
      awaitMembers(before, name);
      send(name, 200);
      signal(other, "CONT");
      awaitMembers(before + 1, name);
      send(name, 200);
    } finally {
      other.destroyForcibly().waitFor();
    }
    send(name, 200);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows(name)).isEqualTo(sent));
    assertThat(landed(name, "data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly(sent + " " + sent);
    List<String> listed =
        arrivals(name).stream()
            .flatMap(arrived -> arrived.files().stream())
            .map(LandedFile::path)
            .distinct()
            .sorted()
            .toList();
    assertThat(blobs.list("problems/%s/data/".formatted(name))).isEqualTo(listed);
    assertThat(arrivals(name))
        .extracting(DataArrived::asset)
        .contains(
            new Assets(blobs, new JsonAssetCodec())
                .latest(new ProblemName(name))
                .orElseThrow()
                .version());
  }

  private long rows(String name) {
    return new Assets(blobs, new JsonAssetCodec())
        .latest(new ProblemName(name))
        .map(Asset::totalRows)
        .orElse(0L);
  }

  /** Events go on coming meanwhile. */
  private void awaitMembers(long members, String name) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              send(name, 20);
              return members();
            },
            count -> count == members);
  }

  /** How many of the group have partitions. */
  private static long members() throws Exception {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", KafkaBroker.bootstrapServers()))) {
      return admin
          .describeConsumerGroups(List.of("ingestion-landing"))
          .describedGroups()
          .get("ingestion-landing")
          .get()
          .members()
          .stream()
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .count();
    }
  }

  private static Process startAnother() throws Exception {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            path,
            IngestionService.class.getName(),
            "--server.port=0",
            "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
            "--spring.kafka.consumer.properties.session.timeout.ms=6000",
            "--spring.kafka.consumer.properties.heartbeat.interval.ms=1000",
            "--millrace.blob.folder=" + BLOBS.toAbsolutePath(),
            "--millrace.topics.partitions=2",
            "--millrace.ingestion.land.max-rows=200",
            "--millrace.ingestion.land.max-age=1s",
            "--millrace.security.tokens.operator.role=operator",
            "--millrace.security.tokens.operator.token=" + token("operator"));
    File log = new File("target/another-instance.log");
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private static void signal(Process process, String signal) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor())
        .isZero();
  }

  private void send(String name, int count) {
    String body =
        IntStream.range(sent, sent + count)
            .mapToObj(
                i ->
                    "{\"event_id\":\"e%d\",\"temperature\":%d,\"room\":\"r%d\"}"
                        .formatted(i, i, i % 50))
            .collect(Collectors.joining("\n"));
    Answer answer =
        send(
            "POST",
            "/v1/problems/%s/events".formatted(name),
            body.getBytes(StandardCharsets.UTF_8),
            Map.of(
                "Authorization",
                "Bearer " + token("device"),
                "Content-Type",
                "application/x-ndjson"));
    assertThat(answer.status()).isEqualTo(202);
    sent += count;
  }
}
