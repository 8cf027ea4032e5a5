package io.millrace.monitoring.messaging;

import io.millrace.monitoring.observe.Recollection;
import io.millrace.monitoring.observe.Recollections;
import io.millrace.problem.ProblemName;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Asks the state store of this instance, or says which one to ask. */
final class StoredRecollections implements Recollections {

  private final MonitoringStreams streams;
  private final Supplier<HostInfo> own;

  StoredRecollections(MonitoringStreams streams, Supplier<HostInfo> own) {
    this.streams = streams;
    this.own = own;
  }

  @Override
  public <T> T read(ProblemName problem, Function<Recollection, T> reading) {
    try {
      return reading.apply(StoredRecollection.of(problem, store(problem)));
    } catch (StreamsException | IllegalStateException e) {
      throw new NotReadyException("What is known of %s is being loaded".formatted(problem), e);
    }
  }

  private ReadOnlyKeyValueStore<String, byte[]> store(ProblemName problem) {
    KafkaStreams running = streams.streams();
    if (running == null) {
      throw new IllegalStateException("stopped");
    }
    KeyQueryMetadata where =
        running.queryMetadataForKey(
            MonitoringTopology.STORE, problem.value(), new StringSerializer());
    if (where.equals(KeyQueryMetadata.NOT_AVAILABLE)
        || where.activeHost().equals(HostInfo.unavailable())) {
      throw new IllegalStateException("nobody has it");
    }
    if (!where.activeHost().equals(own.get())) {
      throw new ElsewhereException(where.activeHost().host() + ":" + where.activeHost().port());
    }
    return running.store(
        StoreQueryParameters.fromNameAndType(
                MonitoringTopology.STORE, QueryableStoreTypes.<String, byte[]>keyValueStore())
            .withPartition(where.partition()));
  }
}
