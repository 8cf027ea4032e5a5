package io.millrace.starter.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.event.Rejection;
import io.millrace.message.ProblemApplied;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.problems.ProblemCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** Every kind of message that a consumer cannot read, on a topic that takes large ones. */
class PoisonIT extends StarterContext {

  private static final String DATA_ARRIVED = "io.millrace.data-arrived.v1";
  private static final byte[] TEN_MEGABYTES = "x".repeat(10_000_000).getBytes(UTF_8);

  @Autowired Received inbox;
  @Autowired MeterRegistry meters;

  @Test
  void eachIsKeptWithItsReasonAndTheConsumerGoesOn() throws Exception {
    Map<String, Poison> kinds = new LinkedHashMap<>();
    kinds.put("no headers", new Poison(plain("{}".getBytes(UTF_8)), "ce_type", "{}"));
    kinds.put("no JSON", poison(DATA_ARRIVED, "hello"));
    kinds.put("no data", new Poison(typed(DATA_ARRIVED, null), "without data", ""));
    kinds.put("another type's data", poison(DATA_ARRIVED, "{\"problem\":\"poisoned\"}"));
    kinds.put("a list", poison(DATA_ARRIVED, "[1]"));
    kinds.put("10 MB", new Poison(typed(DATA_ARRIVED, TEN_MEGABYTES), "DataArrived", "xxx"));
    kinds.put("10 MB without headers", new Poison(plain(TEN_MEGABYTES), "ce_type", "xxx"));
    kinds.put("deeply nested", poison(DATA_ARRIVED, "{\"a\":" + "[".repeat(100_000)));
    kinds.put("a name that is none", nameless());
    double before = counted();

    Map<String, Long> offsets = new LinkedHashMap<>();
    for (Map.Entry<String, Poison> kind : kinds.entrySet()) {
      offsets.put(kind.getKey(), sendLarge(kind.getValue().record()));
    }
    sendLarge(typed(DATA_ARRIVED, arrived("after-poison")));

    await().atMost(Duration.ofSeconds(40)).until(() -> !inbox.about("after-poison").isEmpty());
    kinds.forEach((kind, poison) -> assertKept(kind, poison, offsets.get(kind)));
    assertThat(counted() - before).isEqualTo(kinds.size());
    assertThat(inbox.about("poisoned")).isEmpty();
  }

  @Test
  void aLaterVersionsMessageIsCountedAndLeftAlone() throws Exception {
    sendLarge(typed("io.millrace.data-arrived.v2", arrived("from-the-future")));
    sendLarge(typed("com.example.unheard-of", arrived("from-the-future")));
    sendLarge(typed(DATA_ARRIVED, arrived("after-the-future")));

    await().atMost(Duration.ofSeconds(40)).until(() -> !inbox.about("after-the-future").isEmpty());

    assertThat(inbox.about("from-the-future")).isEmpty();
    assertThat(ignored("io.millrace.data-arrived.v2")).isEqualTo(1);
    assertThat(ignored("other")).isEqualTo(1);
  }

  @Test
  void poisonOfATopicThatIsReadAtEachStartIsSetAsideOnce() {
    var kept = record(Topics.REJECTED, it -> isAt(it, Topics.PROBLEMS, POISON_BEFORE_THE_START));

    assertThat(DataMessages.readRejection(kept).content()).isEqualTo("poison from before");
    try (var second = TwoServicesIT.startSecond()) {
      ProblemName later = new ProblemName("after-the-poison");
      second
          .getBean(ControlPublisher.class)
          .publish(new ProblemApplied(later, 1, named(later), Instant.EPOCH), "turn");
      await().atMost(Duration.ofSeconds(20)).until(() -> hasPassed(second, later));
      assertThat(
              records(Topics.REJECTED).stream()
                  .filter(it -> isAt(it, Topics.PROBLEMS, POISON_BEFORE_THE_START)))
          .hasSize(1);
    }
  }

  private static Map<String, Object> named(ProblemName problem) {
    Map<String, Object> definition = new HashMap<>(DEFINITION);
    definition.put("problem", problem.value());
    return definition;
  }

  /** The consumer has handled a message that came after the poison. */
  private static boolean hasPassed(ConfigurableApplicationContext service, ProblemName problem) {
    return service.getBean(ProblemCatalog.class).find(problem).isPresent();
  }

  private static void assertKept(String kind, Poison poison, @Nullable Long offset) {
    var record = record(Topics.REJECTED, it -> isAt(it, Topics.DATA_ARRIVED, offset));
    Rejection kept = DataMessages.readRejection(record);
    assertThat(kept.found()).as(kind).contains(poison.reason());
    assertThat(kept.content()).as(kind).startsWith(poison.content()).hasSizeLessThan(70_000);
    assertThat(kept.kind()).isEqualTo(Rejection.MESSAGE);
    assertThat(kept.origin().service()).isEqualTo("starter-test");
  }

  private static boolean isAt(
      ConsumerRecord<String, byte[]> record, String topic, @Nullable Long offset) {
    return record.key().equals("%s-0-%d".formatted(topic, offset));
  }

  private double counted() {
    return meters.counter("millrace.messages.set.aside", "topic", Topics.DATA_ARRIVED).count();
  }

  private double ignored(String type) {
    return meters
        .counter("millrace.messages.ignored", "topic", Topics.DATA_ARRIVED, "type", type)
        .count();
  }

  private static Poison nameless() {
    ProducerRecord<String, byte[]> record = typed(DATA_ARRIVED, arrived("poisoned"));
    record.headers().remove("ce_problem").add("ce_problem", new byte[] {(byte) 0xff, 0});
    return new Poison(record, "ce_problem", "{");
  }

  private static Poison poison(String type, String data) {
    return new Poison(typed(type, data.getBytes(UTF_8)), "DataArrived", data.substring(0, 3));
  }

  private static ProducerRecord<String, byte[]> plain(byte[] data) {
    return new ProducerRecord<>(Topics.DATA_ARRIVED, "poison", data);
  }

  private static ProducerRecord<String, byte[]> typed(String type, byte @Nullable [] data) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.DATA_ARRIVED, "poisoned", data);
    CloudEventHeaders.write(
        new EventContext(
            "id", type, "/test", "poisoned", Instant.EPOCH, new ProblemName("poisoned"), "turn"),
        record.headers());
    return record;
  }

  private static byte[] arrived(String problem) {
    return """
        {"problem":"%s","asset":1,"files":[],"totalRows":1,"totalLabels":1}"""
        .formatted(problem)
        .getBytes(UTF_8);
  }

  private static long sendLarge(ProducerRecord<String, byte[]> record)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings = new HashMap<>(clientSettings());
    settings.put("max.request.size", 20_000_000);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      return producer.send(record).get().offset();
    }
  }

  private record Poison(ProducerRecord<String, byte[]> record, String reason, String content) {}
}
