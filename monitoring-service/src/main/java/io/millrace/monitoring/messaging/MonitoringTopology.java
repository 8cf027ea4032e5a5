package io.millrace.monitoring.messaging;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Predictions and ground truth, brought together by problem through one internal topic, to one
 * processor with one store.
 */
final class MonitoringTopology {

  static final String STORE = "watch";

  private static final Serde<String> TEXT = Serdes.String();
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private MonitoringTopology() {}

  /**
   * @param store named {@link #STORE}
   * @param partitions over how many the problems are spread
   */
  static Topology of(
      ProcessorSupplier<String, byte[], String, byte[]> processor,
      KeyValueBytesStoreSupplier store,
      int partitions) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(Stores.keyValueStoreBuilder(store, TEXT, BYTES).withCachingEnabled());
    builder.stream(
            List.of(Topics.PREDICTIONS, Topics.GROUND_TRUTH),
            Consumed.with(TEXT, BYTES).withName("predictions-and-truth"))
        .process(ByProblem::new, Named.as("key-by-problem"))
        .repartition(
            Repartitioned.<String, byte[]>as("by-problem")
                .withKeySerde(TEXT)
                .withValueSerde(BYTES)
                .withNumberOfPartitions(partitions))
        .process(processor, Named.as("watch-problems"), STORE)
        .to((_, _, context) -> topic(context), Produced.with(TEXT, BYTES).withName("verdicts"));
    return builder.build();
  }

  private static String topic(RecordContext context) {
    Class<? extends ControlMessage> type =
        ControlMessage.classOf(CloudEventHeaders.read(context.headers()).type()).orElseThrow();
    return type == Alert.class ? Topics.ALERTS : Topics.DRIFT_DETECTED;
  }

  /** Leaves out what says no problem or has no data. */
  private static final class ByProblem extends ContextualProcessor<String, byte[], String, byte[]> {
    @Override
    public void process(Record<String, byte[]> record) {
      if (record.value() != null) {
        CloudEventHeaders.problem(record.headers())
            .map(ProblemName::value)
            .ifPresent(problem -> context().forward(record.withKey(problem)));
      }
    }
  }
}
