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
import java.util.function.Supplier;
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
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.transaction.KafkaTransactionManager;

/**
 * Makes the listener of a problem's events, with transactions that survive whatever fails; or
 * without, where the broker has none.
 */
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
    DefaultKafkaProducerFactory<String, byte[]> producers = producers(problem.name());
    KafkaTemplate<String, byte[]> kafka = new KafkaTemplate<>(producers);
    SeriesLog log = new SeriesLog(problem.name(), consumers.getConfigurationProperties());
    FollowedSeries series = new FollowedSeries(log::read);
    ContainerProperties properties = properties(problem);
    properties.setMessageListener(
        new EventScoring(
            problem,
            scorer,
            trials,
            dispatches(kafka),
            topic -> kafka.partitionsFor(topic).size(),
            counts,
            clock,
            series,
            log,
            traces));
    properties.setConsumerRebalanceListener(series);
    if (settings.exactlyOnce()) {
      properties.setKafkaAwareTransactionManager(transactions(producers));
    }
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(consumers(), properties);
    container.setBeanName("score-" + problem.name());
    container.setConcurrency(settings.concurrency());
    java.util.function.Consumer<Exception> rolledBack =
        reason -> {
          counts.rolledBack(problem.name(), reason);
          series.forget();
        };
    if (settings.exactlyOnce()) {
      container.setAfterRollbackProcessor(
          new RewindToCommitted(() -> kafka.executeInTransaction(_ -> true), rolledBack));
    } else {
      kafka.setProducerListener(new ProducerListener<>() {}); // the batch says it once
      container.setCommonErrorHandler(new ReadAgain(new RewindToCommitted(() -> {}, rolledBack)));
    }
    return new Listening(container, producers);
  }

  private Supplier<Dispatch> dispatches(KafkaTemplate<String, byte[]> kafka) {
    return settings.exactlyOnce()
        ? () -> new TransactionalDispatch(kafka)
        : () -> new AcknowledgedDispatch(kafka);
  }

  private static KafkaTransactionManager<String, byte[]> transactions(
      DefaultKafkaProducerFactory<String, byte[]> producers) {
    KafkaTransactionManager<String, byte[]> transactions = new KafkaTransactionManager<>(producers);
    transactions.setTransactionSynchronization(KafkaTransactionManager.SYNCHRONIZATION_ALWAYS);
    return transactions;
  }

  private static ContainerProperties properties(ServedProblem problem) {
    ContainerProperties properties = new ContainerProperties(Topics.EVENTS);
    properties.setGroupId("inference-" + problem.name());
    properties.setClientId("inference-" + problem.name());
    // Otherwise the batch of a fenced producer would be passed over.
    properties.setStopContainerWhenFenced(true);
    properties.setAuthExceptionRetryInterval(NOT_ALLOWED_PAUSE);
    return properties;
  }

  private ConsumerFactory<String, byte[]> consumers() {
    Map<String, Object> configuration = new HashMap<>(consumers.getConfigurationProperties());
    configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new DefaultKafkaConsumerFactory<>(configuration);
  }

  private DefaultKafkaProducerFactory<String, byte[]> producers(ProblemName problem) {
    Map<String, Object> configuration = new HashMap<>(producers.getConfigurationProperties());
    configuration.put(ProducerConfig.LINGER_MS_CONFIG, 20); // a batch's end sends what is left
    return settings.exactlyOnce()
        ? transactional("inference-%s-%s-".formatted(settings.instance(), problem), configuration)
        : new DefaultKafkaProducerFactory<>(configuration);
  }

  /**
   * As many transactional ids as threads, and always the same: a producer that takes the place of
   * one that failed ends its transaction at once.
   */
  private DefaultKafkaProducerFactory<String, byte[]> transactional(
      String prefix, Map<String, Object> configuration) {
    configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix);
    configuration.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    DefaultKafkaProducerFactory<String, byte[]> factory =
        new DefaultKafkaProducerFactory<>(configuration);
    factory.setTransactionIdSuffixStrategy(
        new DefaultTransactionIdSuffixStrategy(settings.concurrency()));
    return factory;
  }
}
