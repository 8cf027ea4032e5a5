package io.millrace.acceptance.fuzz;

import io.millrace.message.ControlMessage;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to topics, past everything that checks what is written. */
final class Wire implements AutoCloseable {

  private static final int HUGE = 10 * 1024 * 1024;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;

  Wire(String broker) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker, "max.request.size", HUGE + 100_000, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    admin = Admin.create(Map.of("bootstrap.servers", broker));
  }

  /** Where a record lies. */
  record Spot(String topic, int partition, long offset) {}

  List<Spot> send(List<ProducerRecord<byte[], byte[]>> records)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sends = records.stream().map(producer::send).toList();
    producer.flush();
    List<Spot> spots = new ArrayList<>(records.size());
    for (Future<RecordMetadata> send : sends) {
      RecordMetadata sent = send.get();
      spots.add(new Spot(sent.topic(), sent.partition(), sent.offset()));
    }
    return spots;
  }

  void announce(ControlMessage message) throws ExecutionException, InterruptedException {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            message.topic(),
            message.key().getBytes(StandardCharsets.UTF_8),
            new ControlCodec(MillraceJson.mapper()).write(message));
    String id = UUID.randomUUID().toString();
    CloudEventHeaders.write(
        context(id, ControlMessage.typeOf(message.getClass()), message.problem()),
        record.headers());
    send(List.of(record));
  }

  static ProducerRecord<byte[], byte[]> bytes(ProducerRecord<String, byte[]> record) {
    return new ProducerRecord<>(
        record.topic(),
        null,
        record.key().getBytes(StandardCharsets.UTF_8),
        record.value(),
        record.headers());
  }

  /** Raises a topic's bound, as an operator might, and makes a record that fits it then. */
  ProducerRecord<byte[], byte[]> huge(String topic)
      throws ExecutionException, InterruptedException {
    var bound = new ConfigEntry("max.message.bytes", Integer.toString(HUGE + 100_000));
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(bound, AlterConfigOp.OpType.SET))))
        .all()
        .get();
    byte[] data = new byte[HUGE];
    java.util.Arrays.fill(data, (byte) '[');
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, data);
    CloudEventHeaders.write(
        context("huge", "io.millrace.event.v1", new ProblemName(ServedModel.PROBLEM)),
        record.headers());
    return record;
  }

  private static EventContext context(String id, String type, ProblemName problem) {
    return new EventContext(id, type, "/fuzz", problem.value(), Instant.now(), problem, id);
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
