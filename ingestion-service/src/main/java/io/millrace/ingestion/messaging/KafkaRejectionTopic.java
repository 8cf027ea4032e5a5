package io.millrace.ingestion.messaging;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.ingestion.rejected.Gathering;
import io.millrace.ingestion.rejected.RejectionTopic;
import io.millrace.problem.ProblemName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** Reads the topic of rejections on demand, with a consumer of no group. */
public final class KafkaRejectionTopic implements RejectionTopic {

  private static final int AT_A_TIME = 2;
  private static final int ANSWER_MILLIS = 3000;
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final int FETCH_BYTES = 2 * 1024 * 1024;

  private final Map<String, Object> settings;
  private final Duration longest;
  private final CircuitBreaker breaker;
  private final Semaphore readers = new Semaphore(AT_A_TIME);

  /**
   * @param defaults of consumers
   * @param longest how long one reading may take
   */
  public KafkaRejectionTopic(
      Map<String, Object> defaults, Duration longest, CircuitBreaker breaker) {
    this.settings = new HashMap<>(defaults);
    this.settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    this.settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    this.settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    this.settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    this.settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    this.settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES / 4);
    this.longest = longest;
    this.breaker = breaker;
  }

  @Override
  public boolean read(ProblemName problem, Gathering into) {
    if (!readers.tryAcquire()) {
      throw LogUnavailableException.forNow(
          "%d others are reading the rejections".formatted(AT_A_TIME));
    }
    try {
      return breaker.executeSupplier(() -> readNow(problem, into));
    } catch (CallNotPermittedException e) {
      throw LogUnavailableException.forNow("The broker has failed too often of late");
    } catch (KafkaException e) {
      throw new LogUnavailableException("The rejections cannot be read", e);
    } finally {
      readers.release();
    }
  }

  private boolean readNow(ProblemName problem, Gathering into) {
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings);
    try {
      return new BackwardsReading(consumer, problem, into, longest).run();
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }
}
