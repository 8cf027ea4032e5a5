package io.millrace.inference.stream;

import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.score.Scored;
import io.millrace.inference.score.Scorer;
import io.millrace.inference.stream.EventRows.Poison;
import io.millrace.inference.stream.EventRows.Sent;
import io.millrace.scoring.model.Lease;
import io.millrace.starter.messaging.DataMessages;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Scores a polled batch of one problem in one call. Runs inside the transaction that also commits
 * the batch's offsets: either all becomes visible or nothing. Each event of the problem becomes a
 * prediction or is set aside with its reason; none is left out, and none holds up those behind it.
 */
final class EventScoring implements BatchMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(EventScoring.class);

  /** Below what producers and brokers take, and what a batch costs on top. */
  private static final int LARGEST_PREDICTION = 1_000_000;

  private final ServedProblem problem;
  private final Scorer scorer;
  private final KafkaOperations<String, byte[]> kafka;
  private final StreamCounts counts;
  private final Clock clock;

  EventScoring(
      ServedProblem problem,
      Scorer scorer,
      KafkaOperations<String, byte[]> kafka,
      StreamCounts counts,
      Clock clock) {
    this.problem = problem;
    this.scorer = scorer;
    this.kafka = kafka;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    try (Lease<ServedModel> lease = problem.acquire().orElseThrow(this::gone)) {
      ServedModel model = lease.model();
      EventReader reader =
          new EventReader(problem.name(), model.manifest().schema(), counts.ignored());
      EventRows events = reader.read(records);
      int predicted = events.rows().size() > 0 ? publish(model, events) : 0;
      events.poison().forEach(this::setAside);
      AfterCommit.run(
          () -> {
            problem.countStreamed(predicted);
            scorer.count(model, predicted, Scorer.Channel.STREAM);
            counts.setAside(events.poison().size());
          });
    }
  }

  private IllegalStateException gone() {
    return new IllegalStateException("no model serves " + problem.name() + " any more");
  }

  /**
   * @return how many were predicted; the others are among the poison
   */
  private int publish(ServedModel model, EventRows events) {
    Scored scored = scorer.score(model, events.rows(), Scorer.Channel.STREAM);
    PredictionWriter writer =
        new PredictionWriter(problem.name(), StreamScoring.SOURCE, scored, clock.instant());
    int predicted = 0;
    for (int row = 0; row < events.sent().size(); row++) {
      Sent sent = events.sent().get(row);
      if (!scored.scores().isFinite(row)) {
        events.setAside(sent.record(), "found " + Scored.NO_ANSWER.found());
        continue;
      }
      ProducerRecord<String, byte[]> prediction = writer.write(row, sent.context());
      int size = RecordSize.of(prediction);
      if (size > LARGEST_PREDICTION) {
        events.setAside(
            sent.record(),
            "its prediction would have %d bytes, more than %d".formatted(size, LARGEST_PREDICTION));
        continue;
      }
      send(prediction);
      predicted++;
    }
    return predicted;
  }

  private void setAside(Poison poison) {
    ConsumerRecord<String, byte[]> record = poison.record();
    LOG.warn(
        "The event at {}-{}@{} cannot be scored: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        poison.reason());
    send(DataMessages.setAside(record, StreamScoring.SERVICE, poison.reason(), clock.instant()));
  }

  /** A send that fails makes the transaction's commit fail. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(ProducerRecord<String, byte[]> record) {
    kafka.send(record);
  }
}
