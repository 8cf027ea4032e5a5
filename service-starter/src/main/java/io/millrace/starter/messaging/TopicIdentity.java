package io.millrace.starter.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * The broker's own id of a topic: another one says that the topic was set up anew. It is asked for
 * once a minute at most; empty while the broker does not say it.
 */
public final class TopicIdentity implements Supplier<Optional<String>> {

  private static final Logger LOG = LoggerFactory.getLogger(TopicIdentity.class);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int PATIENCE_MILLIS = 5_000;

  private final KafkaAdmin kafka;
  private final String topic;
  private final Clock clock;
  private Optional<String> known = Optional.empty();
  private Instant next = Instant.MIN;

  public TopicIdentity(KafkaAdmin kafka, String topic, Clock clock) {
    this.kafka = kafka;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<String> get() {
    if (!clock.instant().isBefore(next)) {
      known = ask();
      next = clock.instant().plus(FRESH);
    }
    return known;
  }

  private Optional<String> ask() {
    try (Admin admin = Admin.create(configuration())) {
      return Optional.of(
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .thenApply(found -> found.values().iterator().next().topicId().toString())
              .get());
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("The broker does not say which topic {} is: {}", topic, e.toString());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Map<String, Object> configuration() {
    Map<String, Object> configuration = new HashMap<>(kafka.getConfigurationProperties());
    configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    return configuration;
  }
}
