package io.millrace.inference.score;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.Lease;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers a request: all its rows by one version and in one scoring call. */
public final class Predictor {

  private final Scorer scorer;
  private final PredictionSink sink;
  private final Clock clock;

  public Predictor(Scorer scorer, PredictionSink sink, Clock clock) {
    this.scorer = scorer;
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Predicts each row by itself, the bad ones left out with their reason.
   *
   * @return empty where the problem has just gone
   */
  public Optional<Answers> predict(ServedProblem problem, RowSource rows, String correlationId) {
    Optional<Lease<ServedModel>> acquired = problem.acquire();
    if (acquired.isEmpty()) {
      return Optional.empty();
    }
    try (Lease<ServedModel> lease = acquired.get()) {
      ServedModel model = lease.model();
      return Optional.of(
          model.forecaster().isPresent()
              ? foretell(model, model.forecaster().get(), rows.rows(), correlationId)
              : predict(model, rows, correlationId));
    }
  }

  private Answers predict(ServedModel model, RowSource source, String correlationId) {
    CheckedRows rows = scorer.reader(model).read(source, clock.instant());
    Optional<Scored> scored = scorer.scoreRequest(model, rows.good(), Channel.HTTP);
    if (scored.isEmpty()) {
      return new Answers.Overloaded();
    }
    PredictedRows predicted = predicted(model, scored.get(), rows, Channel.HTTP);
    publish(model, predicted, Channel.HTTP, correlationId);
    return new Answers.OfRows(predicted);
  }

  /**
   * Predicts all rows or, where one is bad, none.
   *
   * @param model leased until the call returns; not one that forecasts
   */
  public WholeAnswer predictWhole(
      ServedModel model, RowSource source, Channel channel, String correlationId) {
    CheckedRows rows = scorer.reader(model).read(source, clock.instant());
    for (int row = 0; row < rows.size(); row++) {
      if (rows.error(row).isPresent()) {
        return new WholeAnswer.Refused(row, rows.error(row).get());
      }
    }
    Optional<Scored> scored = scorer.scoreRequest(model, rows.good(), channel);
    if (scored.isEmpty()) {
      return new WholeAnswer.Overloaded();
    }
    PredictedRows predicted = predicted(model, scored.get(), rows, channel);
    for (int row = 0; row < rows.size(); row++) {
      if (!predicted.isAnswered(row)) {
        return new WholeAnswer.Refused(row, Scored.NO_ANSWER);
      }
    }
    publish(model, predicted, channel, correlationId);
    return new WholeAnswer.Given(predicted);
  }

  private static PredictedRows predicted(
      ServedModel model, Scored scored, CheckedRows rows, Channel channel) {
    String id = channel.word() + "-" + UUID.randomUUID();
    return new PredictedRows(model.manifest().problem(), scored, rows, id);
  }

  private void publish(
      ServedModel model, PredictedRows predicted, Channel channel, String correlationId) {
    sink.offer(predicted, correlationId);
    scorer.count(model, predicted.answered(), channel);
  }

  /** The rows are the histories of one key or several. */
  private Answers foretell(
      ServedModel model, ForecastModel forecaster, List<?> rows, String correlationId) {
    List<Answer> answers = new ArrayList<>();
    int predicted = 0;
    for (KeyHistory history : KeyHistory.of(model, forecaster.plan(), rows, clock.instant())) {
      Answer answer =
          history.error().isPresent()
              ? new Answer.Refused(history.error().get())
              : foretell(model, forecaster, history, correlationId);
      predicted += answer instanceof Answer.Foretold ? 1 : 0;
      answers.add(answer);
    }
    scorer.count(model, predicted, Channel.HTTP);
    return new Answers.OfSeries(model.version(), answers);
  }

  private Answer foretell(
      ServedModel model, ForecastModel forecaster, KeyHistory history, String correlationId) {
    Optional<Window> window = history.series().window(forecaster.plan());
    if (window.isEmpty()) {
      return new Answer.Refused(history.tooShort(forecaster.plan()));
    }
    long start = System.nanoTime();
    Forecast forecast =
        scorer.forecast(model, forecaster, List.of(window.get()), Channel.HTTP).getFirst();
    if (!forecast.isFinite()) {
      return new Answer.Refused(Scored.NO_ANSWER);
    }
    EventId id = new EventId("http-" + UUID.randomUUID());
    Ahead ahead = forecast.ahead(forecaster.plan());
    Prediction prediction =
        new Prediction(
            id,
            model.version(),
            Instant.ofEpochMilli(window.get().lastMillis()),
            Map.of(model.manifest().target(), window.get().last()),
            null,
            null,
            null,
            (System.nanoTime() - start) / 1e3,
            ahead);
    String entity = history.key() == null ? model.manifest().problem().value() : history.key();
    sink.offer(model.manifest().problem(), entity, prediction, correlationId);
    return new Answer.Foretold(id, history.key(), ahead);
  }
}
