package io.millrace.inference;

import io.millrace.message.ControlMessage;
import io.millrace.message.TrafficObserved;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.test.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything committed on a topic about one problem, from its start. */
final class Tail implements AutoCloseable {

  private static final String TRAFFIC = ControlMessage.typeOf(TrafficObserved.class);

  private final ProblemName problem;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

  Tail(String topic, String problem) {
    this(KafkaBroker.bootstrapServers(), topic, problem);
  }

  Tail(String servers, String topic, String problem) {
    this.problem = new ProblemName(problem);
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads on for a moment, and returns all there is so far. */
  List<ConsumerRecord<String, byte[]>> read() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (isOfIt(record)) {
        records.add(record);
      }
    }
    return records;
  }

  /** What was asked comes beside predictions, and is passed over. */
  private boolean isOfIt(ConsumerRecord<String, byte[]> record) {
    return CloudEventHeaders.problem(record.headers()).filter(problem::equals).isPresent()
        && !CloudEventHeaders.read(record.headers()).type().equals(TRAFFIC);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
