package io.millrace.inference.stream;

import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.score.Scorer;
import io.millrace.inference.score.Trials;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.DefaultTransactionIdSuffixStrategy;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.transaction.KafkaTransactionManager;

/** Makes the listener of a problem's events, with transactions that survive whatever fails. */
final class Listeners {

  /** How long others wait at most for a replica that died in a transaction. */
  private static final int TRANSACTION_MILLIS = 15_000;

  private static final Duration NOT_ALLOWED_PAUSE = Duration.ofSeconds(10);

  private final ConsumerFactory<?, ?> consumers;
  private final ProducerFactory<?, ?> producers;
  private final Scorer scorer;
  private final Trials trials;
  private final Clock clock;
  private final StreamCounts counts;
  private final StreamScoring.Settings settings;
  private final Traces traces;

  Listeners(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      Scorer scorer,
      Trials trials,
      Clock clock,
      StreamCounts counts,
      StreamScoring.Settings settings,
      Traces traces) {
    this.consumers = consumers;
    this.producers = producers;
    this.scorer = scorer;
    this.trials = trials;
    this.clock = clock;
    this.counts = counts;
    this.settings = settings;
    this.traces = traces;
  }

  Listening make(ServedProblem problem) {
    DefaultKafkaProducerFactory<String, byte[]> transactional = producers(problem.name());
    KafkaTemplate<String, byte[]> kafka = new KafkaTemplate<>(transactional);
    SeriesLog log = new SeriesLog(problem.name(), consumers.getConfigurationProperties());
    FollowedSeries series = new FollowedSeries(log::read);
    ContainerProperties properties = properties(problem, transactional);
    properties.setMessageListener(
        new EventScoring(problem, scorer, trials, kafka, counts, clock, series, log, traces));
    properties.setConsumerRebalanceListener(series);
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(consumers(), properties);
    container.setBeanName("score-" + problem.name());
    container.setConcurrency(settings.concurrency());
    container.setAfterRollbackProcessor(
        new RewindToCommitted(
            () -> kafka.executeInTransaction(_ -> true),
            reason -> {
              counts.rolledBack(problem.name(), reason);
              series.forget();
            }));
    return new Listening(container, transactional);
  }

  private ContainerProperties properties(
      ServedProblem problem, DefaultKafkaProducerFactory<String, byte[]> transactional) {
    KafkaTransactionManager<String, byte[]> transactions =
        new KafkaTransactionManager<>(transactional);
    transactions.setTransactionSynchronization(KafkaTransactionManager.SYNCHRONIZATION_ALWAYS);
    ContainerProperties properties = new ContainerProperties(Topics.EVENTS);
    properties.setGroupId("inference-" + problem.name());
    properties.setClientId("inference-" + problem.name());
    properties.setKafkaAwareTransactionManager(transactions);
    // Otherwise the batch of a fenced producer would be passed over.
    properties.setStopContainerWhenFenced(true);
    properties.setAuthExceptionRetryInterval(NOT_ALLOWED_PAUSE);
    return properties;
  }

  private ConsumerFactory<String, byte[]> consumers() {
    Map<String, Object> configuration = new HashMap<>(consumers.getConfigurationProperties());
    configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new DefaultKafkaConsumerFactory<>(configuration);
  }

  /**
   * As many transactional ids as threads, and always the same: a producer that takes the place of
   * one that failed ends its transaction at once.
   */
  private DefaultKafkaProducerFactory<String, byte[]> producers(ProblemName problem) {
    String prefix = "inference-%s-%s-".formatted(settings.instance(), problem);
    Map<String, Object> configuration = new HashMap<>(producers.getConfigurationProperties());
    configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix);
    configuration.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    configuration.put(ProducerConfig.LINGER_MS_CONFIG, 20); // the commit sends what is left
    DefaultKafkaProducerFactory<String, byte[]> factory =
        new DefaultKafkaProducerFactory<>(configuration);
    factory.setTransactionIdSuffixStrategy(
        new DefaultTransactionIdSuffixStrategy(settings.concurrency()));
    return factory;
  }
}
