package io.millrace.inference.stream;

import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.Serving;
import io.millrace.inference.score.Scorer;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Listens to the events of each problem that a model serves, from the first event on: those sent
 * before there was a model are predicted when it comes.
 */
public final class StreamScoring implements Serving.Listener, AutoCloseable {

  /** Who says so in the messages. */
  public static final String SOURCE = "/millrace/inference-service";

  private static final Logger LOG = LoggerFactory.getLogger(StreamScoring.class);

  /** How long readers of predictions wait at most for a replica that died in a transaction. */
  private static final int TRANSACTION_MILLIS = 15_000;

  /** After so long without a sign of life a replica's partitions go to another. */
  private static final int SESSION_MILLIS = 10_000;

  private final ConsumerFactory<?, ?> consumers;
  private final ProducerFactory<?, ?> producers;
  private final Scorer scorer;
  private final Clock clock;
  private final Settings settings;
  private final Map<ProblemName, Running> running = new ConcurrentHashMap<>();

  /**
   * @param instance different for each replica, and the same when one starts again
   * @param batch how many events are scored in a call at most
   * @param concurrency how many threads read a problem's events
   */
  public record Settings(String instance, int batch, int concurrency) {}

  private record Running(
      ConcurrentMessageListenerContainer<String, byte[]> container,
      DefaultKafkaProducerFactory<String, byte[]> producers) {}

  /**
   * @param consumers whose configuration is used
   * @param producers whose configuration is used
   */
  public StreamScoring(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      Scorer scorer,
      Clock clock,
      Settings settings) {
    this.consumers = consumers;
    this.producers = producers;
    this.scorer = scorer;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public void started(ServedProblem problem) {
    running.computeIfAbsent(problem.name(), _ -> start(problem));
  }

  @Override
  public void stopping(ServedProblem problem) {
    Running stopped = running.remove(problem.name());
    if (stopped != null) {
      stop(stopped);
    }
  }

  @Override
  public void close() {
    running.values().forEach(StreamScoring::stop);
    running.clear();
  }

  private static void stop(Running stopped) {
    stopped.container().stop();
    stopped.producers().destroy();
  }

  private Running start(ServedProblem problem) {
    DefaultKafkaProducerFactory<String, byte[]> transactional = producers(problem.name());
    ContainerProperties properties = new ContainerProperties(Topics.EVENTS);
    properties.setGroupId("inference-" + problem.name());
    properties.setClientId("inference-" + problem.name());
    properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(transactional));
    properties.setMessageListener(
        new EventScoring(problem, scorer, new KafkaTemplate<>(transactional), SOURCE, clock));
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(consumers(), properties);
    container.setBeanName("score-" + problem.name());
    container.setConcurrency(settings.concurrency());
    container.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(forEver()));
    container.start();
    LOG.info("The events of {} are being scored", problem.name());
    return new Running(container, transactional);
  }

  /** Nothing is skipped: what cannot be scored has been set aside before. */
  private static ExponentialBackOff forEver() {
    ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
    backOff.setMaxInterval(10_000);
    return backOff;
  }

  private ConsumerFactory<String, byte[]> consumers() {
    Map<String, Object> configuration = new HashMap<>(consumers.getConfigurationProperties());
    configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    return new DefaultKafkaConsumerFactory<>(configuration);
  }

  private DefaultKafkaProducerFactory<String, byte[]> producers(ProblemName problem) {
    String prefix = "inference-%s-%s-".formatted(settings.instance(), problem);
    Map<String, Object> configuration = new HashMap<>(producers.getConfigurationProperties());
    configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, prefix);
    configuration.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    configuration.put(ProducerConfig.LINGER_MS_CONFIG, 20); // the commit sends what is left
    return new DefaultKafkaProducerFactory<>(configuration);
  }
}
