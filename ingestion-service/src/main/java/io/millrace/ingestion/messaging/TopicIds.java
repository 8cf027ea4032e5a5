package io.millrace.ingestion.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The broker's own ids of topics: one that was made anew under its old name has another. */
@Component
class TopicIds {

  private static final int SECONDS = 5;

  private final KafkaAdmin kafka;

  TopicIds(KafkaAdmin kafka) {
    this.kafka = kafka;
  }

  Map<String, String> of(Collection<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SECONDS * 1000);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, SECONDS * 1000);
    try (Admin admin = Admin.create(settings)) {
      Map<String, String> ids = new HashMap<>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get(SECONDS, TimeUnit.SECONDS)
          .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
      return ids;
    }
  }
}
