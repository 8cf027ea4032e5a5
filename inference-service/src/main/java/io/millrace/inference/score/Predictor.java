package io.millrace.inference.score;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Label;
import io.millrace.event.Prediction;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.scoring.features.RowBatch;
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
import org.jspecify.annotations.Nullable;

/**
 * Answers a request: all its rows by one version and in one scoring call, the bad ones with their
 * reason. A native call takes microseconds a row, less than handing it to another thread would.
 */
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
   * @param rows maps of values by name; anything else is answered as a bad row
   * @return empty where the problem has just gone
   */
  public Optional<Answers> predict(ServedProblem problem, List<?> rows, String correlationId) {
    Optional<Lease<ServedModel>> acquired = problem.acquire();
    if (acquired.isEmpty()) {
      return Optional.empty();
    }
    try (Lease<ServedModel> lease = acquired.get()) {
      ServedModel model = lease.model();
      return Optional.of(
          model.forecaster().isPresent()
              ? foretell(model, model.forecaster().get(), rows, correlationId)
              : predict(model, rows, correlationId));
    }
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
    return new Answers(model.version(), answers);
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

  /**
   * Answers all rows or, where one is bad, none.
   *
   * @param model leased until the call returns; not one that forecasts
   */
  public WholeAnswer predictWhole(
      ServedModel model, List<? extends Map<?, ?>> rows, Channel channel, String correlationId) {
    RowReader reader = new RowReader(model.manifest().schema(), model.data());
    RowBatch batch = new RowBatch(model.manifest().schema(), rows.size());
    Instant now = clock.instant();
    for (int i = 0; i < rows.size(); i++) {
      Optional<RowError> error = reader.read(rows.get(i), now, batch);
      if (error.isPresent()) {
        return new WholeAnswer.Refused(i, error.get());
      }
    }
    Scored scored = scorer.score(model, batch, channel);
    for (int i = 0; i < rows.size(); i++) {
      if (!scored.scores().isFinite(i)) {
        return new WholeAnswer.Refused(i, Scored.NO_ANSWER);
      }
    }
    List<EventId> ids = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      ids.add(publish(model, rows.get(i), scored, i, channel, correlationId).eventId());
    }
    scorer.count(model, rows.size(), channel);
    return new WholeAnswer.Given(scored, ids);
  }

  private Prediction publish(
      ServedModel model,
      @Nullable Object row,
      Scored scored,
      int i,
      Channel channel,
      String correlationId) {
    EventId id = new EventId(channel.word() + "-" + UUID.randomUUID());
    Prediction prediction = scored.prediction(i, id);
    sink.offer(model.manifest().problem(), entity(model, row), prediction, correlationId);
    return prediction;
  }

  private Answers predict(ServedModel model, List<?> rows, String correlationId) {
    RowReader reader = new RowReader(model.manifest().schema(), model.data());
    RowBatch batch = new RowBatch(model.manifest().schema(), rows.size());
    Instant now = clock.instant();
    List<Optional<RowError>> errors = new ArrayList<>(rows.size());
    for (Object row : rows) {
      errors.add(
          row instanceof Map<?, ?> values
              ? reader.read(values, now, batch)
              : Optional.of(
                  new RowError("", Shown.of(String.valueOf(row)), "an object of named values")));
    }
    Scored scored = scorer.score(model, batch, Channel.HTTP);
    return new Answers(model.version(), answers(model, rows, errors, scored, correlationId));
  }

  private List<Answer> answers(
      ServedModel model,
      List<?> rows,
      List<Optional<RowError>> errors,
      Scored scored,
      String correlationId) {
    List<Answer> answers = new ArrayList<>(rows.size());
    int read = 0;
    int predicted = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (errors.get(i).isPresent()) {
        answers.add(new Answer.Refused(errors.get(i).get()));
      } else if (!scored.scores().isFinite(read++)) {
        answers.add(new Answer.Refused(Scored.NO_ANSWER));
      } else {
        answers.add(
            answer(publish(model, rows.get(i), scored, read - 1, Channel.HTTP, correlationId)));
        predicted++;
      }
    }
    scorer.count(model, predicted, Channel.HTTP);
    return answers;
  }

  private static Answer answer(Prediction prediction) {
    if (prediction.label() != null && prediction.probabilities() != null) {
      return new Answer.Labelled(
          prediction.eventId(), prediction.label(), prediction.probabilities());
    }
    Double value = prediction.value();
    return new Answer.Valued(prediction.eventId(), value == null ? Double.NaN : value);
  }

  private static String entity(ServedModel model, @Nullable Object row) {
    String problem = model.manifest().problem().value();
    if (model.data().key().isEmpty() || !(row instanceof Map<?, ?> values)) {
      return problem;
    }
    Object key = values.get(model.data().key().get());
    String entity = key == null ? "" : Label.of(key);
    return EventId.isValid(entity) ? entity : problem;
  }
}
