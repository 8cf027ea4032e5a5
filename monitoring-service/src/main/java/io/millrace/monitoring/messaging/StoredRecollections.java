package io.millrace.monitoring.messaging;

import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.Recollections;
import io.millrace.problem.ProblemName;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Asks the state store of this instance. */
final class StoredRecollections implements Recollections {

  private final MonitoringStreams streams;
  private final int partitions;

  StoredRecollections(MonitoringStreams streams, int partitions) {
    this.streams = streams;
    this.partitions = partitions;
  }

  @Override
  public <T> T read(ProblemName problem, Function<Recollection, T> reading) {
    try {
      return reading.apply(new StoredRecollection(store(problem), problem));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw new NotReadyException("What is known of %s is being loaded".formatted(problem), e);
    }
  }

  private ReadOnlyKeyValueStore<String, byte[]> store(ProblemName problem) {
    KafkaStreams running = streams.streams();
    if (running == null) {
      throw new IllegalStateException("stopped");
    }
    return running.store(
        StoreQueryParameters.fromNameAndType(
                MonitoringTopology.STORE, QueryableStoreTypes.<String, byte[]>keyValueStore())
            .withPartition(partition(problem)));
  }

  /** As the producer's own partitioner has it. */
  private int partition(ProblemName problem) {
    byte[] key = problem.value().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
