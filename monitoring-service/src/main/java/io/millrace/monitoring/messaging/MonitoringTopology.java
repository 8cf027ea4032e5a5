package io.millrace.monitoring.messaging;

import io.millrace.event.Rejection;
import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Predictions, ground truth, refused events, what becomes of models and deletions of problems: read
 * on each partition, and brought together by problem in blocks, through one internal topic, to one
 * processor with one store. The order in that topic is the one that counts: whoever goes on from
 * it, and however often, comes to the same verdicts. Verdicts, alerts and what is set aside leave
 * in the transaction that changes the store.
 */
final class MonitoringTopology {

  /** Also names the internal topic that restores it: a new format has a new name. */
  static final String STORE = "memory";

  /** What waits to become a block, on each partition. */
  static final String ROWS = "rows";

  private static final Serde<String> TEXT = Serdes.String();
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private MonitoringTopology() {}

  /**
   * @param sorting what reads a partition
   * @param processor what watches by problem
   * @param store named {@link #STORE}
   * @param partitions over how many the problems are spread
   */
  static Topology of(
      ProcessorSupplier<String, byte[], String, byte[]> sorting,
      ProcessorSupplier<String, byte[], String, byte[]> processor,
      KeyValueBytesStoreSupplier store,
      int partitions) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(Stores.keyValueStoreBuilder(store, TEXT, BYTES));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(ROWS), TEXT, BYTES)
            .withCachingEnabled());
    KStream<String, byte[]> sorted =
        builder.stream(
                List.of(
                    Topics.PREDICTIONS,
                    Topics.GROUND_TRUTH,
                    Topics.REJECTED,
                    Topics.PROBLEMS,
                    Topics.MODELS),
                Consumed.with(TEXT, BYTES)
                    .withTimestampExtractor(MonitoringTopology::time)
                    .withName("predictions-and-truth"))
            .process(sorting, Named.as("key-by-problem"), ROWS);
    sorted
        .process(Sieve::rejections, Named.as("unreadable"))
        .to(Topics.REJECTED, produced("rejected"));
    sorted
        .process(Sieve::others, Named.as("readable"))
        .repartition(
            Repartitioned.<String, byte[]>as("by-problem")
                .withKeySerde(TEXT)
                .withValueSerde(BYTES)
                .withNumberOfPartitions(partitions))
        .process(processor, Named.as("watch-problems"), STORE)
        .to((_, _, context) -> topic(context), produced("verdicts"));
    return builder.build();
  }

  private static Produced<String, byte[]> produced(String name) {
    return Produced.with(TEXT, BYTES).withName(name);
  }

  /** A record's own, if it can be true: one that cannot would stop the stream. */
  private static long time(ConsumerRecord<Object, Object> record, long partitionTime) {
    long now = System.currentTimeMillis();
    return record.timestamp() < 0 || record.timestamp() > now ? now : record.timestamp();
  }

  private static String topic(RecordContext context) {
    String type = CloudEventHeaders.read(context.headers()).type();
    if (type.equals(Rejection.TYPE)) {
      return Topics.REJECTED;
    }
    if (Sorting.MODELS.contains(type)) {
      return Topics.MODELS;
    }
    Class<? extends ControlMessage> control = ControlMessage.classOf(type).orElseThrow();
    return control == Alert.class ? Topics.ALERTS : Topics.DRIFT_DETECTED;
  }
}
