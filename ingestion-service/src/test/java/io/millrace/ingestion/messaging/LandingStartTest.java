package io.millrace.ingestion.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.ingestion.land.Assets;
import io.millrace.ingestion.land.Bounds;
import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Logs;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.Topics;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.work.WorkFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.KafkaAdmin;

/** Where an assigned partition begins to be read. */
class LandingStartTest {

  private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);
  private static final String MARK = "landing/data/0.json";

  @TempDir Path folder;

  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private final List<Alert> alerts = new ArrayList<>();
  private final Map<String, String> topicIds = new HashMap<>(Map.of(Topics.EVENTS, "id-1"));
  private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
  private final LandingHealth health = new LandingHealth(this::publish, clock);
  private WorkFolder work;
  private Landing landing;
  private LandingAssignment assignment;
  private LandingStart start;
  private boolean brokerFails;

  @BeforeEach
  void assign() {
    work = WorkFolder.below(folder);
    landing =
        new Landing(
            blobs,
            new Assets(blobs, new JsonAssetCodec()),
            this::publish,
            _ -> Optional.empty(),
            work,
            new Bounds(10, Duration.ofSeconds(1), 1 << 20),
            clock);
    assignment = new LandingAssignment(landing);
    start =
        new LandingStart(
            assignment, landing, new Logs(blobs), new FixedIds(), health, this::publish, clock);
    consumer.assign(List.of(EVENTS));
    log(0, 1000);
    assignment.onPartitionsAssigned(consumer, List.of(EVENTS));
  }

  @AfterEach
  void close() {
    landing.close();
    work.close();
  }

  private final class FixedIds extends TopicIds {
    FixedIds() {
      super(new KafkaAdmin(Map.of()));
    }

    @Override
    Map<String, String> of(Collection<String> topics) {
      return topicIds;
    }
  }

  private void publish(ControlMessage message, String correlationId) {
    if (brokerFails) {
      throw new IllegalStateException("told to fail");
    }
    alerts.add((Alert) message);
  }

  private void log(long first, long end) {
    consumer.updateBeginningOffsets(Map.of(EVENTS, first));
    consumer.updateEndOffsets(Map.of(EVENTS, end));
  }

  private void mark(long offset) {
    blobs.create(MARK, String.valueOf(offset).getBytes());
  }

  @Test
  void isHeldUntilTheStoreHasBeenAsked() throws Exception {
    assertThat(consumer.paused()).containsExactly(EVENTS);
    assertThat(assignment.source(EVENTS)).isNull();

    start.beginWaiting(consumer);
    assignment.resume(consumer);

    assertThat(consumer.paused()).isEmpty();
    assertThat(consumer.position(EVENTS)).isZero();
  }

  @Test
  void beginsWhereTheStoreStands() throws Exception {
    mark(700);

    start.beginWaiting(consumer);

    assertThat(consumer.position(EVENTS)).isEqualTo(700);
    assertThat(alerts).isEmpty();
  }

  @Test
  void aRetentionThatAteWhatHadNotLandedIsAnAlertWithTheRange() throws Exception {
    mark(100);
    log(250, 1000);
    brokerFails = true;
    assertThatThrownBy(() -> start.beginWaiting(consumer)).hasMessage("told to fail");
    assertThat(assignment.source(EVENTS)).isNull();
    brokerFails = false;

    start.beginWaiting(consumer);

    assertThat(consumer.position(EVENTS)).isEqualTo(250);
    assertThat(alerts).extracting(Alert::kind).containsExactly("events-lost");
    assertThat(alerts.getFirst().text()).contains("from offset 100 to 249");
    assertThat(blobs.read(MARK)).map(String::new).hasValue("250");
  }

  @Test
  void aLogThatEndsBeforeTheStoresPositionIsHeldAndTold() throws Exception {
    mark(5000);

    start.beginWaiting(consumer);
    assignment.resume(consumer);

    assertThat(consumer.paused()).containsExactly(EVENTS);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().toString()).contains("ends at offset 1000");
  }

  @Test
  void aBrokerThatWasSetUpAnewIsReadFromItsBeginningAndTold() throws Exception {
    start.beginWaiting(consumer);
    blobs.delete(MARK);
    mark(5000);
    topicIds.put(Topics.EVENTS, "id-2");
    assignment.onPartitionsLost(consumer, List.of(EVENTS));
    assignment.onPartitionsAssigned(consumer, List.of(EVENTS));
    start.beginWaiting(consumer);

    assertThat(consumer.position(EVENTS)).isZero();
    assertThat(assignment.begun().get(EVENTS).log()).isEqualTo("id-2");
    assertThat(alerts).extracting(Alert::kind).containsExactly("log-replaced");
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aPartitionThatIsTakenAwayIsForgotten() throws Exception {
    start.beginWaiting(consumer);
    assignment.onPartitionsRevokedBeforeCommit(consumer, List.of(EVENTS));

    assertThat(assignment.begun()).isEmpty();
    assertThat(landing.landed()).isEmpty();
  }
}
