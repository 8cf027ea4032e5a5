package io.millrace.ingestion.messaging;

import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Logs;
import io.millrace.ingestion.land.Source;
import io.millrace.message.Alert.Severity;
import io.millrace.message.LandedFile.Kind;
import io.millrace.starter.messaging.ControlPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets partitions begin where the store stands. What the broker has noted for the group is not
 * asked for: it may be behind, ahead, or of another log.
 */
@Component
class LandingStart {

  private static final Logger LOG = LoggerFactory.getLogger(LandingStart.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LandingAssignment assignment;
  private final Landing landing;
  private final Logs logs;
  private final TopicIds topicIds;
  private final LandingHealth health;
  private final ControlPublisher publisher;
  private final Clock clock;
  private final Set<TopicPartition> foreign = new HashSet<>();
  private Instant lookAgain = Instant.MIN;

  LandingStart(
      LandingAssignment assignment,
      Landing landing,
      Logs logs,
      TopicIds topicIds,
      LandingHealth health,
      ControlPublisher publisher,
      Clock clock) {
    this.assignment = assignment;
    this.landing = landing;
    this.logs = logs;
    this.topicIds = topicIds;
    this.health = health;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * Begins with what waits to be. One whose log ends before the store's position goes on waiting.
   *
   * @throws Exception when the store or the broker fails; call it again
   */
  void beginWaiting(Consumer<?, ?> consumer)
      throws ExecutionException, InterruptedException, TimeoutException {
    Set<TopicPartition> waiting = assignment.waiting();
    Set<TopicPartition> gone = new HashSet<>(foreign);
    gone.removeAll(waiting);
    gone.forEach(partition -> health.recovered(foreign(partition)));
    foreign.removeAll(gone);
    if (waiting.isEmpty() || (waiting.equals(foreign) && clock.instant().isBefore(lookAgain))) {
      return;
    }
    Map<String, String> ids =
        topicIds.of(waiting.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
    Map<TopicPartition, Long> firsts = consumer.beginningOffsets(waiting, PATIENCE);
    Map<TopicPartition, Long> ends = consumer.endOffsets(waiting, PATIENCE);
    foreign.clear();
    lookAgain = clock.instant().plus(PATIENCE);
    for (TopicPartition partition : waiting) {
      Source source = source(partition, String.valueOf(ids.get(partition.topic())));
      begin(
          consumer,
          partition,
          source,
          firsts.getOrDefault(partition, 0L),
          ends.getOrDefault(partition, 0L));
    }
  }

  private Source source(TopicPartition partition, String topicId) {
    Kind kind = LandRows.kind(partition.topic());
    String log = logs.name(kind, topicId);
    if (logs.isNew(kind, log)) {
      String text =
          "The topic %s is not the one that the store was begun with (now %s): the broker was set up anew. Its messages land beside the earlier ones, in folders that bear its id; nothing is lost and there is nothing to do."
              .formatted(partition.topic(), log);
      alert(Severity.WARNING, "log-replaced", text);
      logs.note(kind, log);
    }
    return new Source(kind, partition.partition(), log);
  }

  private void begin(
      Consumer<?, ?> consumer, TopicPartition partition, Source source, long first, long end) {
    long from = landing.begin(source);
    if (from > end) {
      foreign.add(partition);
      health.report(foreign(partition), "landing-position-foreign", foreign(from, end));
      return;
    }
    health.recovered(foreign(partition));
    if (from < first) {
      alert(Severity.CRITICAL, "events-lost", lost(partition, from, first));
      landing.skipTo(source, first);
    }
    assignment.begin(partition, source);
    consumer.seek(partition, Math.max(from, first));
    LOG.info("Landing begins with {} at {}", partition, Math.max(from, first));
  }

  private void alert(Severity severity, String kind, String text) {
    LOG.warn(text);
    LandingAlerts.publish(publisher, LandingAlerts.of(severity, kind, text, clock.instant()));
  }

  private static String foreign(TopicPartition partition) {
    return "Landing of " + partition;
  }

  private static String foreign(long from, long end) {
    return "the log ends at offset %d, and the store has landed up to %d: the broker has lost what it had, or was set back to an earlier state. What comes now would be taken for what has landed, so it stays in the broker. See docs/ingestion.md"
        .formatted(end, from);
  }

  private static String lost(TopicPartition partition, long from, long first) {
    return "The broker no longer has the messages of %s from offset %d to %d, and the store does not know that they landed. They are lost unless their senders have them; retention was shorter than landing was away."
        .formatted(partition, from, first - 1);
  }
}
