package io.millrace.ingestion.messaging;

import io.millrace.ingestion.rejected.Gathering;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One reading of the topic of rejections, from its end, a piece of every partition at a time. */
final class BackwardsReading {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FIRST_PIECE = 100;
  private static final int LARGEST_PIECE = 5000;
  private static final long PIECE_BYTES = 2L * 1024 * 1024;

  private final Consumer<String, byte[]> consumer;
  private final ProblemName problem;
  private final Gathering into;
  private final long deadline;
  private int piece = FIRST_PIECE;

  BackwardsReading(
      Consumer<String, byte[]> consumer, ProblemName problem, Gathering into, Duration longest) {
    this.consumer = consumer;
    this.problem = problem;
    this.into = into;
    this.deadline = System.nanoTime() + longest.toNanos();
  }

  /** Whether it came to an end before its time did. */
  boolean run() {
    List<Unread> unread = unread();
    while (!unread.isEmpty()) {
      for (Unread partition : unread) {
        if (!readPiece(partition)) {
          return false;
        }
      }
      unread.removeIf(partition -> partition.isDone(into));
    }
    return true;
  }

  private List<Unread> unread() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.REJECTED).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<Unread> unread = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Unread all =
          new Unread(
              partition, begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L));
      if (all.end > all.begin) {
        unread.add(all);
      }
    }
    return unread;
  }

  private boolean readPiece(Unread partition) {
    long from = Math.max(partition.begin, partition.end - piece);
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    long bytes = 0;
    consumer.assign(List.of(partition.partition));
    consumer.seek(partition.partition, from);
    while (consumer.position(partition.partition) < partition.end) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < partition.end) {
          bytes += Math.max(0, record.serializedValueSize());
          partition.sees(record.timestamp());
          keep(record, records);
        }
      }
    }
    records.reversed().forEach(record -> into.add(RejectionEntries.read(record)));
    adapt(partition.end - from, bytes);
    partition.end = from;
    return true;
  }

  private void keep(
      ConsumerRecord<String, byte[]> record, List<ConsumerRecord<String, byte[]>> records) {
    if (RejectionEntries.isAbout(problem, record)) {
      records.add(record);
    }
  }

  /** Pieces of many short ones, or of few long ones: so much is in memory at a time. */
  private void adapt(long count, long bytes) {
    long average = Math.max(1, bytes / Math.max(1, count));
    piece = (int) Math.clamp(PIECE_BYTES / average, 20, LARGEST_PIECE);
  }

  /** What of a partition has not been read yet. */
  private static final class Unread {

    private final TopicPartition partition;
    private final long begin;
    private long end;
    private long oldest = Long.MAX_VALUE;

    Unread(TopicPartition partition, long begin, long end) {
      this.partition = partition;
      this.begin = begin;
      this.end = end;
    }

    void sees(long time) {
      oldest = Math.min(oldest, time);
    }

    boolean isDone(Gathering into) {
      return end <= begin || !into.needsOlderThan(oldest);
    }
  }
}
