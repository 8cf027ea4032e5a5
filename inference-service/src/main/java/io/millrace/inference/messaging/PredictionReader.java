package io.millrace.inference.messaging;

import io.millrace.event.Prediction;
import io.millrace.inference.follow.Place;
import io.millrace.inference.follow.PredictionLog;
import io.millrace.inference.follow.Told;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MalformedMessageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads all partitions of the topic. What is not a prediction is passed over. */
final class PredictionReader implements PredictionLog.Reader {

  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofMinutes(1);
  private static final Duration TO_CLOSE = Duration.ofSeconds(2);

  private final ExecutorService threads;
  private final Consumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private boolean gap;
  private Place place = Place.BEGINNING;
  private long looked = System.nanoTime();

  /**
   * @param threads on which the consumer may wait
   * @param from null for the end
   */
  PredictionReader(
      Supplier<Consumer<String, byte[]>> consumers, ExecutorService threads, @Nullable Place from) {
    this.threads = threads;
    this.consumer = consumers.get();
    boolean begun = false;
    try {
      on(() -> begin(from));
      begun = true;
    } finally {
      if (!begun) {
        close();
      }
    }
  }

  private boolean begin(@Nullable Place from) {
    found().forEach(partitions::add);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    if (from == null) {
      ends.forEach(consumer::seek);
    } else {
      Map<TopicPartition, Long> kept = consumer.beginningOffsets(partitions);
      partitions.forEach(
          each -> seek(each, from, kept.getOrDefault(each, 0L), ends.getOrDefault(each, 0L)));
    }
    place = standing();
    return true;
  }

  /** A place behind the end is one of a topic that was made anew. */
  private void seek(TopicPartition partition, Place from, long kept, long end) {
    long wanted = from.next(partition.partition());
    boolean isKept = wanted >= kept && wanted <= end;
    gap |= !isKept && partition.partition() < from.partitions();
    consumer.seek(partition, isKept ? wanted : kept);
  }

  private List<TopicPartition> found() {
    return consumer.partitionsFor(Topics.PREDICTIONS).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .filter(each -> !partitions.contains(each))
        .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
        .toList();
  }

  private Place standing() {
    long[] next = new long[partitions.size()];
    for (TopicPartition each : partitions) {
      next[each.partition()] = consumer.position(each);
    }
    return Place.of(next);
  }

  @Override
  public List<Told> read(Duration patience) {
    return on(() -> poll(patience));
  }

  private List<Told> poll(Duration patience) {
    look();
    List<Told> told = new ArrayList<>();
    try {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
        told(record).ifPresent(told::add);
      }
    } catch (WakeupException e) {
      return List.of();
    }
    place = standing();
    return told;
  }

  /** Partitions may be added while a topic is in use. */
  private void look() {
    if (System.nanoTime() - looked < LOOK_FOR_PARTITIONS.toNanos()) {
      return;
    }
    looked = System.nanoTime();
    List<TopicPartition> added = found();
    if (!added.isEmpty()) {
      partitions.addAll(added);
      consumer.assign(partitions);
      consumer.seekToBeginning(added);
    }
  }

  private static Optional<Told> told(ConsumerRecord<String, byte[]> record) {
    try {
      EventContext context = CloudEventHeaders.read(record.headers());
      if (!context.type().equals(Prediction.TYPE) || record.value() == null) {
        return Optional.empty();
      }
      return Optional.of(
          new Told(
              record.partition(),
              record.offset(),
              context.problem(),
              context.subject(),
              context.id(),
              context.source(),
              context.time(),
              context.correlationId(),
              record.value()));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public boolean hasGap() {
    return gap;
  }

  @Override
  public void wake() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    on(
        () -> {
          consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(TO_CLOSE));
          return true;
        });
  }

  /** Waits in any case: a consumer that is in use may not be closed. */
  private <T> T on(Callable<T> work) {
    Future<T> done = threads.submit(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException e) {
          interrupted = true;
          consumer.wakeup();
        } catch (ExecutionException e) {
          throw new IllegalStateException("the topic of predictions cannot be read", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
