package io.millrace.inference.stream;

import io.millrace.event.Rejection;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.score.Scored;
import io.millrace.inference.score.Scorer;
import io.millrace.inference.stream.EventRows.Poison;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Lease;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.web.Correlation;
import java.nio.charset.StandardCharsets;
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
 * the batch's offsets: either both become visible or neither.
 */
final class EventScoring implements BatchMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(EventScoring.class);
  private static final int KEPT_BYTES = 64 * 1024;

  private final ServedProblem problem;
  private final Scorer scorer;
  private final KafkaOperations<String, byte[]> kafka;
  private final String source;
  private final Clock clock;

  EventScoring(
      ServedProblem problem,
      Scorer scorer,
      KafkaOperations<String, byte[]> kafka,
      String source,
      Clock clock) {
    this.problem = problem;
    this.scorer = scorer;
    this.kafka = kafka;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    try (Lease<ServedModel> lease = problem.acquire().orElseThrow(this::gone)) {
      ServedModel model = lease.model();
      EventRows events = new EventReader(problem.name(), model.manifest().schema()).read(records);
      if (events.rows().size() > 0) {
        publish(scorer.score(model, events.rows(), Scorer.Channel.STREAM), events);
      }
      events.poison().forEach(this::reject);
    }
  }

  private IllegalStateException gone() {
    return new IllegalStateException("no model serves " + problem.name() + " any more");
  }

  private void publish(Scored scored, EventRows events) {
    PredictionWriter writer = new PredictionWriter(problem.name(), source, scored, clock.instant());
    for (int row = 0; row < events.contexts().size(); row++) {
      send(writer.write(row, events.contexts().get(row)));
    }
    problem.countStreamed(events.contexts().size());
  }

  private void reject(Poison poison) {
    ConsumerRecord<String, byte[]> record = poison.record();
    LOG.warn(
        "The event at {}-{}@{} cannot be scored: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        poison.error());
    ProblemName name = problem.name();
    String entity = record.key() == null ? name.value() : record.key();
    Rejection rejection =
        new Rejection(
            0,
            poison.error().field(),
            poison.error().found(),
            poison.error().expected(),
            content(record.value()),
            clock.instant());
    send(DataMessages.rejection(name, entity, rejection, source, correlationId(record)));
  }

  private static String content(byte[] value) {
    return value == null
        ? ""
        : new String(value, 0, Math.min(value.length, KEPT_BYTES), StandardCharsets.UTF_8);
  }

  private static String correlationId(ConsumerRecord<String, byte[]> record) {
    try {
      return CloudEventHeaders.read(record.headers()).correlationId();
    } catch (MalformedMessageException e) {
      return Correlation.create();
    }
  }

  /** A send that fails makes the transaction's commit fail. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(ProducerRecord<String, byte[]> record) {
    kafka.send(record);
  }
}
