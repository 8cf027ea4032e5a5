package io.millrace.starter.messaging;

import io.millrace.message.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Creates the topics that are missing, once all beans are there and before any of them listens.
 * Several services may do so at the same time.
 */
final class TopicCreator implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

  /** Of one question among those asked until the patience ends. */
  private static final int REQUEST_MILLIS = 10_000;

  private final KafkaAdmin kafka;
  private final TopicSettings settings;

  TopicCreator(KafkaAdmin kafka, TopicSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (!settings.create()) {
      return;
    }
    LOG.info("Asking the Kafka broker at {} for its topics", address());
    try (Admin admin = Admin.create(configuration())) {
      List<NewTopic> missing = missing(admin);
      if (!missing.isEmpty()) {
        create(admin, missing);
      }
    } catch (ExecutionException | KafkaException e) {
      throw new BrokerUnreachableException(address(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerUnreachableException(address(), e);
    }
  }

  private List<NewTopic> missing(Admin admin) throws ExecutionException, InterruptedException {
    var existing = admin.listTopics().names().get();
    return Topics.ALL.stream()
        .filter(name -> !existing.contains(name))
        .map(name -> describe(name, settings.partitions(), settings.replication()))
        .toList();
  }

  private static void create(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    for (KafkaFuture<Void> result : admin.createTopics(topics).values().values()) {
      try {
        result.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    LOG.info("Created the topics {}", topics.stream().map(NewTopic::name).toList());
  }

  /** What is written again with each batch: only closed segments are compacted. */
  private static final String SMALL_SEGMENT = Integer.toString(16 << 20);

  /**
   * @param spread over how many partitions those are that carry a message for each event
   */
  static NewTopic describe(String name, int spread, short replication) {
    int partitions = Topics.SPREAD.contains(name) ? spread : 1;
    NewTopic topic = new NewTopic(name, partitions, replication);
    Map<String, String> compacted =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    if (name.equals(Topics.SERIES)) {
      compacted = new HashMap<>(compacted);
      compacted.put(TopicConfig.SEGMENT_BYTES_CONFIG, SMALL_SEGMENT);
    }
    return Topics.COMPACTED.contains(name) ? topic.configs(compacted) : topic;
  }

  private Map<String, Object> configuration() {
    Map<String, Object> configuration = new HashMap<>(kafka.getConfigurationProperties());
    int patience = (int) settings.patience().toMillis();
    configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    configuration.put(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(patience, REQUEST_MILLIS));
    return configuration;
  }

  private String address() {
    Object servers = configuration().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    return servers instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(servers);
  }
}
