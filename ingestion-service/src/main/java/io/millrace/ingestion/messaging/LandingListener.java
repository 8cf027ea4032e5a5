package io.millrace.ingestion.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingestion.land.LandRow;
import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Source;
import io.millrace.ingestion.problems.Problems;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Feeds landing with what the log brings, and commits what has landed. While the store or the
 * broker fails, it takes in nothing more and tries again; what it holds stays.
 */
@Component
class LandingListener {

  static final String ID = "ingestion-landing";

  private static final Logger LOG = LoggerFactory.getLogger(LandingListener.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final long SEND_SECONDS = 20;

  private final Landing landing;
  private final Problems problems;
  private final KafkaTemplate<String, byte[]> kafka;
  private final KafkaListenerEndpointRegistry containers;
  private final MeterRegistry meters;
  private final Clock clock;
  private final List<ProducerRecord<String, byte[]>> rejections = new ArrayList<>();
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private Instant notBefore = Instant.MIN;

  LandingListener(
      Landing landing,
      Problems problems,
      KafkaTemplate<String, byte[]> kafka,
      KafkaListenerEndpointRegistry containers,
      MeterRegistry meters,
      Clock clock) {
    this.landing = landing;
    this.problems = problems;
    this.kafka = kafka;
    this.containers = containers;
    this.meters = meters;
    this.clock = clock;
  }

  /** By then the catalog is known. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    container().start();
  }

  @KafkaListener(
      id = ID,
      topics = {Topics.EVENTS, Topics.GROUND_TRUTH},
      containerFactory = "landingContainerFactory",
      autoStartup = "false")
  void on(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
    records.forEach(this::take);
    settle(consumer);
  }

  /** Nothing came for a while: what is open may have come of age. */
  @EventListener(condition = "#event.listenerId.startsWith('" + ID + "')")
  void on(ListenerContainerIdleEvent event) {
    settle(event.getConsumer());
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    Source source = LandRows.source(new TopicPartition(record.topic(), record.partition()));
    if (CloudEventHeaders.problem(record.headers()).filter(problems::isDeleted).isPresent()) {
      landing.pass(source, record.offset());
      return;
    }
    LandRow row;
    try {
      row = LandRows.row(source.kind(), record);
    } catch (RuntimeException unreadable) {
      setAside(source, record, unreadable);
      return;
    }
    landing.take(source, row);
  }

  private void setAside(
      Source source, ConsumerRecord<String, byte[]> record, RuntimeException reason) {
    if (landing.pass(source, record.offset())) {
      LOG.warn("A record is set aside: {}", reason.getMessage());
      rejections.add(LandRows.rejection(record, reason, clock.instant()));
    }
  }

  private void settle(Consumer<?, ?> consumer) {
    if (clock.instant().isBefore(notBefore)) {
      return;
    }
    try {
      reject();
      landing.land();
      commit(consumer);
      resume();
    } catch (Exception e) {
      fail(e);
    }
  }

  private void reject() throws Exception {
    if (!rejections.isEmpty()) {
      CompletableFuture<?>[] sends =
          rejections.stream().map(kafka::send).toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(sends).get(SEND_SECONDS, TimeUnit.SECONDS);
      rejections.clear();
    }
  }

  private void commit(Consumer<?, ?> consumer) {
    Map<TopicPartition, OffsetAndMetadata> landed = new HashMap<>();
    landing
        .landed()
        .forEach(
            (source, offset) ->
                landed.put(LandRows.partition(source), new OffsetAndMetadata(offset)));
    landed.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
    if (!landed.isEmpty()) {
      consumer.commitSync(landed);
      committed.putAll(landed);
    }
  }

  private void fail(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    LOG.warn("Landing failed and will be tried again in {}", RETRY, e);
    meters.counter("millrace.ingestion.landing.failures").increment();
    notBefore = clock.instant().plus(RETRY);
    container().pause();
  }

  private void resume() {
    notBefore = Instant.MIN;
    if (container().isPauseRequested()) {
      container().resume();
    }
  }

  private MessageListenerContainer container() {
    MessageListenerContainer container = containers.getListenerContainer(ID);
    if (container == null) {
      throw new IllegalStateException("no container " + ID);
    }
    return container;
  }
}
