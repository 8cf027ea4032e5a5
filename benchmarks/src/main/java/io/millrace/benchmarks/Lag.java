package io.millrace.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group is behind on topics, and on those that bear its own name.
 *
 * @param markers of transactions, after the last message of a partition, which nobody is told of
 */
record Lag(Admin admin, String group, List<String> topics, int markers) implements AutoCloseable {

  private static final long PATIENCE_NANOS = 300_000_000_000L;

  Lag(String bootstrapServers, String group, List<String> topics, int markers) {
    this(Admin.create(Map.of("bootstrap.servers", bootstrapServers)), group, topics, markers);
  }

  void awaitNone() {
    long began = System.nanoTime();
    while (!isNone()) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IllegalStateException(group + " does not come to an end");
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private boolean isNone() {
    try {
      Map<TopicPartition, OffsetAndMetadata> at =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> watched =
          Stream.concat(
                  at.keySet().stream().filter(each -> each.topic().startsWith(group)),
                  admin.describeTopics(topics).allTopicNames().get().values().stream()
                      .flatMap(
                          topic ->
                              topic.partitions().stream()
                                  .map(p -> new TopicPartition(topic.name(), p.partition()))))
              .distinct()
              .collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
      return admin.listOffsets(watched).all().get().entrySet().stream()
          .allMatch(
              end -> {
                OffsetAndMetadata done = at.get(end.getKey());
                return end.getValue().offset() <= (done == null ? 0 : done.offset() + markers);
              });
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
