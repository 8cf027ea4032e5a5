package io.millrace.training;

import io.millrace.message.ControlMessage;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.test.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A real broker, seen from outside the service. */
final class Broker implements AutoCloseable {

  private final ControlCodec codec = new ControlCodec(MillraceJson.mapper());
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", KafkaBroker.bootstrapServers()),
          new StringSerializer(),
          new ByteArraySerializer());
  private final KafkaConsumer<String, byte[]> models =
      new KafkaConsumer<>(
          Map.of(
              "bootstrap.servers",
              KafkaBroker.bootstrapServers(),
              "group.id",
              "it-" + UUID.randomUUID(),
              "auto.offset.reset",
              "earliest"),
          new StringDeserializer(),
          new ByteArrayDeserializer());

  Broker() {
    models.subscribe(List.of(Topics.MODELS));
  }

  void send(String topic, ProblemName problem, ControlMessage message) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, problem.value(), codec.write(message));
    CloudEventHeaders.write(
        new EventContext(
            UUID.randomUUID().toString(),
            ControlMessage.typeOf(message.getClass()),
            "/millrace/test",
            problem.value(),
            Instant.now(),
            problem,
            "c-1"),
        record.headers());
    producer.send(record);
    producer.flush();
  }

  /** What came on the topic of models since it was asked last. */
  List<ControlMessage> models() {
    List<ControlMessage> read = new java.util.ArrayList<>();
    models
        .poll(Duration.ofMillis(200))
        .forEach(
            record ->
                codec
                    .read(CloudEventHeaders.read(record.headers()).type(), record.value())
                    .ifPresent(read::add));
    return read;
  }

  @Override
  public void close() {
    producer.close();
    models.close();
  }
}
