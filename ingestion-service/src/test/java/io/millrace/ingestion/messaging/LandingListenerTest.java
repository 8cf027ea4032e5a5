package io.millrace.ingestion.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.ingestion.land.Asset;
import io.millrace.ingestion.land.Assets;
import io.millrace.ingestion.land.Bounds;
import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Logs;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.DataArrived;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.starter.trace.Traces;
import io.millrace.starter.work.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;

class LandingListenerTest {

  private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);
  private static final ProblemName ROOMS = new ProblemName("rooms");

  @TempDir Path folder;

  private final Store blobs = new Store();
  private final List<ControlMessage> published = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final LandingHealth health = new LandingHealth(this::publish, clock);
  private WorkFolder work;
  private Landing landing;
  private LandingAssignment assignment;
  private LandingListener listener;

  /** A store that may be away, for all or for one problem. */
  private static final class Store extends InMemoryBlobStore {
    private boolean away;
    private boolean unreadable;

    @Override
    public boolean create(String path, byte[] content) {
      check();
      return super.create(path, content);
    }

    @Override
    public Optional<byte[]> read(String path) {
      check();
      if (unreadable && path.contains("/halls/assets/0000000001")) {
        return Optional.of("no asset".getBytes(UTF_8));
      }
      return super.read(path);
    }

    private void check() {
      if (away) {
        throw new UncheckedIOException(new IOException("away"));
      }
    }
  }

  @BeforeEach
  void start() {
    work = WorkFolder.below(folder);
    landing = landing(work);
    assignment = new LandingAssignment(landing);
    LandingStart start =
        new LandingStart(
            assignment, landing, new Logs(blobs), new FixedIds(), health, this::publish, clock);
    ProducerFactory<String, byte[]> factory = () -> producer;
    LandingRejects rejects =
        new LandingRejects(new KafkaTemplate<>(factory), this::publish, meters, clock);
    listener =
        new LandingListener(
            landing,
            assignment,
            start,
            rejects,
            health,
            new LandingLag(landing, meters, clock),
            Traces.off(),
            meters,
            clock);
    consumer.assign(List.of(EVENTS));
    consumer.updateBeginningOffsets(Map.of(EVENTS, 0L));
    consumer.updateEndOffsets(Map.of(EVENTS, 100L));
    assignment.onPartitionsAssigned(consumer, List.of(EVENTS));
    listener.on(List.of(), consumer);
  }

  private Landing landing(WorkFolder work) {
    return new Landing(
        blobs,
        new Assets(blobs, new JsonAssetCodec()),
        this::publish,
        _ -> Optional.empty(),
        work,
        new Bounds(2, Duration.ofSeconds(1), 1 << 20),
        clock);
  }

  @AfterEach
  void close() {
    landing.close();
    work.close();
  }

  private static final class FixedIds extends TopicIds {
    FixedIds() {
      super(new KafkaAdmin(Map.of()));
    }

    @Override
    Map<String, String> of(Collection<String> topics) {
      return Map.of(Topics.EVENTS, "id");
    }
  }

  private void publish(ControlMessage message, String correlationId) {
    published.add(message);
  }

  private List<String> alerts() {
    return published.stream()
        .filter(Alert.class::isInstance)
        .map(alert -> ((Alert) alert).kind())
        .toList();
  }

  @Test
  void landsWhatComesAndNotesHowFar() {
    listener.on(List.of(event(0, "rooms"), event(1, "rooms")), consumer);

    assertThat(rows(ROOMS)).isEqualTo(2);
    assertThat(consumer.committed(java.util.Set.of(EVENTS)).get(EVENTS).offset()).isEqualTo(2);
    assertThat(published.getLast()).isInstanceOf(DataArrived.class);
    assertThat(new String(blobs.read("landing/data/0.json").orElseThrow(), UTF_8)).isEqualTo("2");
  }

  @Test
  void pausesWhileTheStoreIsAwayAndGoesOnByItself() {
    blobs.away = true;
    listener.on(List.of(event(0, "rooms"), event(1, "rooms")), consumer);
    now = now.plusSeconds(11);
    listener.on(List.of(), consumer);

    assertThat(consumer.paused()).containsExactly(EVENTS);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(alerts()).containsExactly("landing-failed");
    assertThat(meters.get("millrace.ingestion.landing.waiting.rows").gauge().value())
        .isGreaterThanOrEqualTo(2);
    assertThat(meters.get("millrace.ingestion.landing.waiting.seconds").gauge().value())
        .isEqualTo(11);
    assertThat(work.path()).isEmptyDirectory();

    blobs.away = false;
    now = now.plusSeconds(1);
    listener.on(List.of(), consumer);

    assertThat(consumer.paused()).isEmpty();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(rows(ROOMS)).isEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsSetAsideBeforeWhatFollowsItLands() {
    producer.sendException = new IllegalStateException("no broker");
    listener.on(List.of(poison(0), event(1, "rooms"), event(2, "rooms")), consumer);

    assertThat(blobs.list("problems/")).isEmpty();

    producer.sendException = null;
    now = now.plusSeconds(1);
    listener.on(List.of(), consumer);

    assertThat(producer.history())
        .extracting(record -> record.topic() + " " + record.key())
        .containsExactly(Topics.REJECTED + " " + Topics.EVENTS + "-0-0");
    assertThat(rows(ROOMS)).isEqualTo(2);
    assertThat(alerts()).contains("message-set-aside");
    assertThat(meters.get("millrace.messages.set.aside").counter().count()).isEqualTo(1);
  }

  @Test
  void oneProblemsTroubleKeepsNobodyElseWaiting() {
    blobs.unreadable = true;
    listener.on(List.of(event(0, "halls"), event(1, "halls"), event(2, "rooms")), consumer);
    now = now.plusSeconds(2);
    listener.on(List.of(event(3, "rooms")), consumer);

    assertThat(rows(ROOMS)).isEqualTo(2);
    assertThat(consumer.paused()).isEmpty();
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(landing.landed().values()).containsExactly(0L);

    blobs.unreadable = false;
    now = now.plusSeconds(2);
    listener.on(List.of(), consumer);

    assertThat(rows(new ProblemName("halls"))).isEqualTo(2);
    assertThat(landing.landed().values()).containsExactly(4L);
  }

  @Test
  void whatComesOfAPartitionThatIsNoLongerItsOwnIsLeftAlone() {
    assignment.onPartitionsLost(consumer, List.of(EVENTS));
    listener.on(List.of(event(0, "rooms"), event(1, "rooms")), consumer);

    assertThat(blobs.list("problems/")).isEmpty();
  }

  @Test
  void aPositionThatTheLogDoesNotHaveIsLookedForInTheStore() {
    listener.on(List.of(event(0, "rooms"), event(1, "rooms")), consumer);
    consumer.updateBeginningOffsets(Map.of(EVENTS, 50L));
    new LandingErrors(assignment)
        .handleOtherException(
            new org.apache.kafka.clients.consumer.OffsetOutOfRangeException(Map.of(EVENTS, 2L)),
            consumer,
            new org.springframework.kafka.listener.ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(Map.of()),
                new org.springframework.kafka.listener.ContainerProperties("t")),
            true);
    assertThat(consumer.paused()).containsExactly(EVENTS);
    listener.on(List.of(), consumer);

    assertThat(consumer.paused()).isEmpty();
    assertThat(consumer.position(EVENTS)).isEqualTo(50);
    assertThat(alerts()).containsExactly("events-lost");
  }

  /** With no committed offset, no policy to find one, and partitions that come by and by. */
  @Test
  void runsInItsContainerWithoutAskingTheBrokerWhereItIs() {
    MockConsumer<String, byte[]> polled = new MockConsumer<>("none");
    TopicPartition other = new TopicPartition(Topics.EVENTS, 1);
    for (TopicPartition partition : List.of(EVENTS, other)) {
      polled.updateBeginningOffsets(Map.of(partition, 0L));
      polled.updateEndOffsets(Map.of(partition, 2L));
    }
    polled.schedulePollTask(() -> polled.rebalance(List.of(EVENTS)));
    polled.schedulePollTask(() -> polled.rebalance(List.of(EVENTS, other)));
    var factory =
        LandingContainers.factory(
            new DefaultKafkaConsumerFactory<String, byte[]>(Map.of()) {
              @Override
              public Consumer<String, byte[]> createConsumer(
                  @Nullable String group,
                  @Nullable String prefix,
                  @Nullable String suffix,
                  @Nullable Properties properties) {
                return polled;
              }
            },
            assignment,
            new Bounds(2, Duration.ofMillis(100), 1 << 20));
    factory.setApplicationEventPublisher(
        event -> {
          if (event instanceof ListenerContainerIdleEvent idle) {
            listener.on(idle);
          }
        });
    var container = factory.createListenerContainer(new LandingEndpoint(listener));
    container.start();
    try {
      await().until(() -> assignment.begun().keySet().contains(other));
      polled.schedulePollTask(
          () -> {
            polled.addRecord(event(0, "rooms"));
            polled.addRecord(event(1, "rooms"));
          });

      await().untilAsserted(() -> assertThat(rows(ROOMS)).isEqualTo(2));
      assertThat(container.isRunning()).isTrue();
    } finally {
      container.stop();
    }
  }

  private long rows(ProblemName problem) {
    return new Assets(blobs, new JsonAssetCodec()).latest(problem).map(Asset::totalRows).orElse(0L);
  }

  private static ConsumerRecord<String, byte[]> poison(long offset) {
    return new ConsumerRecord<>(Topics.EVENTS, 0, offset, "k", "no headers".getBytes(UTF_8));
  }

  private static ConsumerRecord<String, byte[]> event(long offset, String problem) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(Topics.EVENTS, 0, offset, "k", "{\"a\": 1}".getBytes(UTF_8));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "e" + offset,
            "ce_type", "io.millrace.event.v1",
            "ce_source", "/test",
            "ce_subject", "r0",
            "ce_time", "2026-01-01T00:00:00Z",
            "ce_correlationid", "c",
            "ce_problem", problem)
        .forEach((key, value) -> record.headers().add(key, value.getBytes(UTF_8)));
    return record;
  }
}
