package io.millrace.acceptance.faults.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many messages each consumer group has still to read. */
final class LagProbe implements AutoCloseable {

  private static final int SECONDS = 20;

  private final Admin admin;

  LagProbe(String broker) {
    admin = Admin.create(Map.of("bootstrap.servers", broker));
  }

  /** By group; empty when the broker does not answer. */
  Map<String, Double> lags() {
    try {
      return read();
    } catch (ExecutionException | TimeoutException e) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  private Map<String, Double> read()
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, ListConsumerGroupOffsetsSpec> groups =
        admin
            .listGroups(ListGroupsOptions.forConsumerGroups())
            .all()
            .get(SECONDS, TimeUnit.SECONDS)
            .stream()
            .map(GroupListing::groupId)
            .filter(group -> !group.startsWith("anonymous."))
            .collect(
                Collectors.toMap(Function.identity(), _ -> new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        admin.listConsumerGroupOffsets(groups).all().get(SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    committed
        .values()
        .forEach(offsets -> offsets.keySet().forEach(at -> wanted.put(at, OffsetSpec.latest())));
    Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
        admin.listOffsets(wanted).all().get(SECONDS, TimeUnit.SECONDS);
    Map<String, Double> lags = new HashMap<>();
    committed.forEach((group, offsets) -> lags.put(group, lag(offsets, ends)));
    return lags;
  }

  private static double lag(
      Map<TopicPartition, OffsetAndMetadata> offsets,
      Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends) {
    double lag = 0;
    for (Map.Entry<TopicPartition, OffsetAndMetadata> at : offsets.entrySet()) {
      ListOffsetsResult.ListOffsetsResultInfo end = ends.get(at.getKey());
      OffsetAndMetadata offset = at.getValue();
      if (end != null && offset != null) {
        lag += Math.max(0, end.offset() - offset.offset());
      }
    }
    return lag;
  }

  @Override
  public void close() {
    admin.close();
  }
}
