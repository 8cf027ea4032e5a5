package io.millrace.inference.messaging;

import io.millrace.inference.follow.Place;
import io.millrace.inference.follow.PredictionLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * The topic of predictions, read without a group: every replica sees every partition, and commits
 * nothing.
 */
public final class PredictionTopic implements PredictionLog, AutoCloseable {

  private static final int FETCH_BYTES = 1 << 19;
  private static final int FETCH_BYTES_OF_PARTITION = 1 << 18;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AtomicInteger opened = new AtomicInteger();
  private final Map<String, Object> configuration;

  /** A consumer that waits holds the thread it runs on, which a virtual one must not. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("read-predictions-", 0).daemon().factory());

  /**
   * @param consumers whose configuration is used
   */
  public PredictionTopic(Map<String, Object> consumers) {
    configuration = new HashMap<>(consumers);
    configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
    configuration.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    configuration.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    configuration.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES_OF_PARTITION);
    configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    configuration.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
  }

  @Override
  public Reader atEnd() {
    return new PredictionReader(this::consumer, threads, null);
  }

  @Override
  public Reader at(Place place) {
    return new PredictionReader(this::consumer, threads, place);
  }

  private Consumer<String, byte[]> consumer() {
    Map<String, Object> own = new HashMap<>(configuration);
    own.put(ConsumerConfig.CLIENT_ID_CONFIG, "inference-follow-" + opened.incrementAndGet());
    return new DefaultKafkaConsumerFactory<String, byte[]>(own).createConsumer();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
