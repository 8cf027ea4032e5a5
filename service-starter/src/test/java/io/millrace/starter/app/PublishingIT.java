package io.millrace.starter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.message.Alert;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.messaging.MessagingException;

class PublishingIT extends StarterContext {

  private static final ProblemName PROBLEM = new ProblemName("published");

  @Autowired ControlPublisher publisher;

  @Test
  void returnsWhenTheBrokerHasTheMessage() throws Exception {
    try (Admin admin = Admin.create(clientSettings())) {
      for (int i = 0; i < 20; i++) {
        long before = end(admin);
        publisher.publish(alert("hello"), "turn");
        assertThat(end(admin)).isEqualTo(before + 1);
      }
    }
  }

  @Test
  void throwsWhenTheBrokerDoesNotTakeIt() {
    String tooLong = "x".repeat(2 * 1024 * 1024);

    assertThatThrownBy(() -> publisher.publish(alert(tooLong), "turn"))
        .isInstanceOf(MessagingException.class);
  }

  @Test
  void topicsAreMadeSpreadOrCompactedAsTheyShould() throws Exception {
    try (Admin admin = Admin.create(clientSettings())) {
      Map<String, TopicDescription> topics = admin.describeTopics(Topics.ALL).allTopicNames().get();

      assertThat(topics.get(Topics.EVENTS).partitions()).hasSize(4);
      assertThat(topics.get(Topics.PREDICTIONS).partitions()).hasSize(4);
      assertThat(topics.get(Topics.DATA_ARRIVED).partitions()).hasSize(1);
      assertThat(cleanup(admin, Topics.MODELS)).isEqualTo("compact");
      assertThat(cleanup(admin, Topics.ALERTS)).isEqualTo("delete");
    }
  }

  private static long end(Admin admin) throws Exception {
    TopicPartition partition = new TopicPartition(Topics.ALERTS, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  private static String cleanup(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(java.util.List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("cleanup.policy")
        .value();
  }

  private static Alert alert(String text) {
    return new Alert(PROBLEM, Alert.Severity.INFO, "test", text, Instant.EPOCH);
  }
}
