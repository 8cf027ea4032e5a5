package io.millrace.inference.stream;

import io.millrace.event.Ahead;
import io.millrace.inference.load.By;
import io.millrace.inference.load.Cast;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.output.PredictionWriter;
import io.millrace.inference.score.Scored;
import io.millrace.inference.score.Scorer;
import io.millrace.inference.score.Trials;
import io.millrace.inference.score.Verdicts;
import io.millrace.inference.stream.EventRows.Poison;
import io.millrace.inference.stream.EventRows.Sent;
import io.millrace.message.Topics;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.trace.TracedBatch;
import io.millrace.starter.trace.Traces;
import io.millrace.starter.web.Correlation;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Scores a polled batch of one problem in one call. Runs inside the transaction that also commits
 * the batch's offsets: either all becomes visible or nothing; where there are no transactions, the
 * offsets are committed when all has arrived. Each event of the problem becomes a prediction or is
 * set aside with its reason; none is left out, and none holds up those behind it.
 */
final class EventScoring implements BatchMessageListener<String, byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(EventScoring.class);

  /** Below what producers and brokers take, and what a batch costs on top. */
  private static final int LARGEST_PREDICTION = 1_000_000;

  private final ServedProblem problem;
  private final Scorer scorer;
  private final Trials trials;
  private final Supplier<Dispatch> dispatches;
  private final ToIntFunction<String> partitions;
  private final StreamCounts counts;
  private final Clock clock;
  private final FollowedSeries series;
  private final SeriesLog log;
  private final Traces traces;

  /**
   * @param dispatches one for each batch
   * @param partitions how many a topic has
   * @param series that a model may forecast
   * @param log where they are kept
   */
  EventScoring(
      ServedProblem problem,
      Scorer scorer,
      Trials trials,
      Supplier<Dispatch> dispatches,
      ToIntFunction<String> partitions,
      StreamCounts counts,
      Clock clock,
      FollowedSeries series,
      SeriesLog log,
      Traces traces) {
    this.series = series;
    this.log = log;
    this.traces = traces;
    this.problem = problem;
    this.scorer = scorer;
    this.trials = trials;
    this.dispatches = dispatches;
    this.partitions = partitions;
    this.counts = counts;
    this.clock = clock;
  }

  /** Other problems' events are no reason to ask this one's model. */
  @Override
  public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
    List<ConsumerRecord<String, byte[]>> own = EventReader.of(problem.name(), records);
    if (!own.isEmpty()) {
      try (TracedBatch batch = traces.batch(own)) {
        score(own, new Outbound(dispatches.get(), batch));
      }
    }
  }

  private void score(List<ConsumerRecord<String, byte[]>> own, Outbound out) {
    try (Cast cast = problem.acquireAll().orElseThrow(this::gone)) {
      EventReader reader = new EventReader(cast.lead().manifest().schema(), counts.ignored());
      EventRows events = reader.read(own);
      Map<By, Integer> predicted = events.rows().size() > 0 ? answer(cast, events, out) : Map.of();
      events.poison().forEach(poison -> setAside(poison, out));
      out.afterwards(
          () -> {
            problem.countStreamed(predicted.values().stream().mapToInt(Integer::intValue).sum());
            scorer.count(problem.name(), predicted, Scorer.Channel.STREAM);
            counts.scored(problem.name(), predicted, events.poison().size());
          });
      out.complete();
    }
  }

  private IllegalStateException gone() {
    return new IllegalStateException(
        "no model serves %s any more, or it takes long to be loaded again"
            .formatted(problem.name()));
  }

  /**
   * @return how many events each version predicted; the others are among the poison
   */
  private Map<By, Integer> answer(Cast cast, EventRows events, Outbound out) {
    Optional<ForecastModel> forecaster = cast.lead().forecaster();
    return forecaster.isPresent()
        ? Map.of(cast.by(), foretell(cast.lead(), forecaster.get(), events, out))
        : publish(cast, events, out);
  }

  /** Each event goes to the end of its series, and what follows it is forecast. */
  private int foretell(
      ServedModel model, ForecastModel forecaster, EventRows events, Outbound out) {
    ForecastPlan plan = forecaster.plan();
    SeriesBatch batch = new SeriesBatch(series, plan);
    for (int row = 0; row < events.sent().size(); row++) {
      batch.add(events.sent().get(row), events.rows().numbers(0)[row]);
    }
    long start = System.nanoTime();
    List<Forecast> forecasts =
        scorer.forecast(model, forecaster, batch.windows(), Scorer.Channel.STREAM);
    double micros = (System.nanoTime() - start) / 1e3 / events.sent().size();
    ForecastWriter writer =
        new ForecastWriter(problem.name(), model.version(), micros, clock.instant());
    int predicted = 0;
    for (int row = 0; row < events.sent().size(); row++) {
      predicted += foretell(row, events, batch, forecasts, plan, writer, out) ? 1 : 0;
    }
    List<SeriesBatch.Left> left = batch.left(forecasts);
    int spread = left.isEmpty() ? 1 : partitions.applyAsInt(Topics.SERIES);
    for (SeriesBatch.Left each : left) {
      out.sendLast(
          log.record(
              each.place().partition(),
              spread,
              each.place().key(),
              each.series(),
              clock.instant(),
              each.cause()));
    }
    out.afterwards(() -> batch.keep(left));
    return predicted;
  }

  private boolean foretell(
      int row,
      EventRows events,
      SeriesBatch batch,
      List<Forecast> forecasts,
      ForecastPlan plan,
      ForecastWriter writer,
      Outbound out) {
    Sent sent = events.sent().get(row);
    String refusal = batch.refusal(row);
    Optional<Forecast> forecast =
        refusal == null ? batch.forecast(row, forecasts) : Optional.empty();
    if (forecast.isPresent() && !forecast.get().isFinite()) {
      refusal = "found " + Scored.NO_ANSWER.found();
    }
    if (refusal != null) {
      events.setAside(sent.record(), refusal);
      return false;
    }
    Instant next = sent.context().time().plusMillis(plan.stepMillis());
    Ahead ahead =
        forecast
            .map(found -> found.ahead(plan))
            .orElseGet(() -> new Ahead(next, plan.stepMillis(), List.of(), List.of(), List.of()));
    ProducerRecord<String, byte[]> prediction =
        writer.write(
            sent.context(), events.rows().values(row), batch.foretold(row, forecasts), ahead);
    out.follow(sent.record(), writer.version(), prediction.headers());
    return sendIfSmall(sent, events, prediction, out);
  }

  private Map<By, Integer> publish(Cast cast, EventRows events, Outbound out) {
    problem.recent().sample(events.rows());
    Scored scored = scorer.score(cast.lead(), events.rows(), Scorer.Channel.STREAM);
    Verdicts verdicts =
        trials.ask(
            cast,
            scored,
            row -> entity(events.sent().get(row).context()),
            new RereadEvents(events.sent(), counts.ignored()),
            Scorer.Channel.STREAM);
    PredictionWriter writer =
        new PredictionWriter(problem.name(), StreamScoring.SOURCE, verdicts, clock.instant());
    Map<By, Integer> predicted = new HashMap<>();
    for (int row = 0; row < events.sent().size(); row++) {
      Sent sent = events.sent().get(row);
      if (!verdicts.isAnswered(row)) {
        events.setAside(sent.record(), "found " + Scored.NO_ANSWER.found());
      } else if (publish(row, sent, events, writer, verdicts, out)) {
        predicted.merge(verdicts.by(row), 1, Integer::sum);
      }
    }
    return predicted;
  }

  private boolean publish(
      int row,
      Sent sent,
      EventRows events,
      PredictionWriter writer,
      Verdicts verdicts,
      Outbound out) {
    ProducerRecord<String, byte[]> prediction = writer.write(row, sent.context());
    out.follow(sent.record(), verdicts.scored(row).version(), prediction.headers());
    return sendIfSmall(sent, events, prediction, out);
  }

  /** An event that names no entity is its own: all of them together would be one share or none. */
  private String entity(EventContext event) {
    boolean named = !event.subject().equals(problem.name().value());
    return named ? event.subject() : event.id();
  }

  private boolean sendIfSmall(
      Sent sent, EventRows events, ProducerRecord<String, byte[]> prediction, Outbound out) {
    int size = RecordSize.of(prediction);
    if (size > LARGEST_PREDICTION) {
      events.setAside(
          sent.record(),
          "its prediction would have %d bytes, more than %d".formatted(size, LARGEST_PREDICTION));
      return false;
    }
    out.send(prediction);
    return true;
  }

  private void setAside(Poison poison, Outbound out) {
    ConsumerRecord<String, byte[]> record = poison.record();
    Correlation.run(
        DataMessages.correlationId(record),
        () ->
            LOG.warn(
                "The event at {}-{}@{} cannot be scored; millrace.rejected has it and the reason",
                record.topic(),
                record.partition(),
                record.offset()));
    ProducerRecord<String, byte[]> aside =
        DataMessages.setAside(record, StreamScoring.SERVICE, poison.reason(), clock.instant());
    out.follow(record, 0, aside.headers());
    out.send(aside);
  }
}
