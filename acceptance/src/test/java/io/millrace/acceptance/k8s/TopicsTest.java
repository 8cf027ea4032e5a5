package io.millrace.acceptance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.starter.messaging.CreatedTopics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Strimzi makes the topics that the services would make. */
class TopicsTest {

  private static final int PARTITIONS = 12;
  private static final short REPLICATION = 3;

  private record Shape(String name, int partitions, int replicas, Map<String, String> policies) {}

  @Test
  void areThoseThatTheServicesMake() {
    assertThat(Manifest.read(Sources.FOLDER.resolve("components/kafka/topics.yaml")))
        .map(TopicsTest::shape)
        .containsExactlyInAnyOrderElementsOf(
            CreatedTopics.of(PARTITIONS, REPLICATION).stream().map(TopicsTest::shape).toList());
  }

  @Test
  void haveAsManyPartitionsAndCopiesAsTheServicesAreTold() {
    Manifest settings =
        Manifest.read(Sources.FOLDER.resolve("base/config/millrace.yaml")).getFirst();

    assertThat(settings.at("millrace", "topics", "partitions")).contains(PARTITIONS);
    assertThat(settings.at("millrace", "topics", "replication")).contains((int) REPLICATION);
  }

  private static Shape shape(NewTopic topic) {
    return new Shape(
        topic.name(),
        topic.numPartitions(),
        topic.replicationFactor(),
        topic.configs() == null ? Map.of() : topic.configs());
  }

  /** How many copies an answer waits for is the cluster's business, and not the services'. */
  private static Shape shape(Manifest topic) {
    Map<String, String> policies = new HashMap<>();
    topic
        .at("spec", "config")
        .map(it -> (Map<?, ?>) it)
        .orElse(Map.of())
        .forEach((key, value) -> policies.put(key.toString(), value.toString()));
    policies.remove("min.insync.replicas");
    return new Shape(
        topic.name(),
        (int) topic.at("spec", "partitions").orElseThrow(),
        (int) topic.at("spec", "replicas").orElseThrow(),
        policies);
  }
}
