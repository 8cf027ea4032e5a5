package io.millrace.inference.score;

import io.millrace.event.Ahead;
import io.millrace.event.EventId;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.inference.load.Cast;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.score.Trials.Question;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.model.ForecastModel;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers a request: its rows in one scoring call of each version that is asked about them. */
public final class Predictor {

  private final Scorer scorer;
  private final Trials trials;
  private final Shadows shadows;
  private final PredictionSink sink;
  private final Clock clock;

  /**
   * @param shadows asked before what was predicted goes to the sink
   */
  public Predictor(
      Scorer scorer, Trials trials, Shadows shadows, PredictionSink sink, Clock clock) {
    this.scorer = scorer;
    this.trials = trials;
    this.shadows = shadows;
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Predicts each row by itself, the bad ones left out with their reason.
   *
   * @return empty where the problem has just gone
   */
  public Optional<Answers> predict(ServedProblem problem, RowSource rows, String correlationId) {
    Optional<Cast> acquired = problem.acquireAll();
    if (acquired.isEmpty()) {
      return Optional.empty();
    }
    try (Cast cast = acquired.get()) {
      Optional<ForecastModel> forecaster = cast.lead().forecaster();
      return Optional.of(
          forecaster.isPresent()
              ? foretell(cast, forecaster.get(), rows.rows(), correlationId)
              : predict(problem, cast, rows, correlationId));
    }
  }

  private Answers predict(
      ServedProblem problem, Cast cast, RowSource source, String correlationId) {
    RequestRows rows = new RequestRows(scorer, cast, source, clock.instant(), correlationId);
    Optional<Asked> asked = ask(problem, cast, rows, Channel.HTTP);
    if (asked.isEmpty()) {
      return new Answers.Overloaded();
    }
    return new Answers.OfRows(
        published(problem, asked.get(), rows.checked(), Channel.HTTP, correlationId));
  }

  /**
   * What those said who may answer.
   *
   * @param shadows what there is to ask those who never do
   */
  private record Asked(Verdicts verdicts, List<Question> shadows) {}

  /** Empty where too many wait already. */
  private Optional<Asked> ask(ServedProblem problem, Cast cast, RequestRows rows, Channel channel) {
    problem.recent().sample(rows.checked().good());
    return scorer
        .scoreRequest(cast.lead(), rows.checked().good(), channel)
        .map(scored -> ask(cast, scored, rows, channel));
  }

  private Asked ask(Cast cast, Scored scored, RequestRows rows, Channel channel) {
    Verdicts lead = Verdicts.of(cast.by(), scored);
    if (cast.challengers().isEmpty()) {
      return new Asked(lead, List.of());
    }
    List<Question> questions = trials.questions(cast, scored, rows::entity, rows);
    List<Question> canaries =
        questions.stream().filter(question -> !question.isOfShadow()).toList();
    List<Question> shadows = questions.stream().filter(Question::isOfShadow).toList();
    return new Asked(lead.beside(trials.ask(canaries, channel)), shadows);
  }

  /**
   * Predicts all rows by one version or, where one is bad, none.
   *
   * @param cast leased until the call returns; its lead is not one that forecasts
   */
  public WholeAnswer predictWhole(
      ServedProblem problem, Cast cast, RowSource source, Channel channel, String correlationId) {
    RequestRows rows = new RequestRows(scorer, cast, source, clock.instant(), correlationId);
    CheckedRows checked = rows.checked();
    for (int row = 0; row < checked.size(); row++) {
      if (checked.error(row).isPresent()) {
        return new WholeAnswer.Refused(row, checked.error(row).get());
      }
    }
    Optional<Asked> asked = ask(problem, cast, rows, channel);
    if (asked.isEmpty()) {
      return new WholeAnswer.Overloaded();
    }
    Verdicts verdicts = asked.get().verdicts().whole();
    for (int row = 0; row < checked.size(); row++) {
      if (!verdicts.isAnswered(row)) {
        return new WholeAnswer.Refused(row, Scored.NO_ANSWER);
      }
    }
    Asked whole = new Asked(verdicts, asked.get().shadows());
    return new WholeAnswer.Given(published(problem, whole, checked, channel, correlationId));
  }

  private PredictedRows published(
      ServedProblem problem, Asked asked, CheckedRows rows, Channel channel, String correlationId) {
    String id = channel.word() + "-" + UUID.randomUUID();
    PredictedRows predicted = new PredictedRows(problem.name(), asked.verdicts(), rows, id);
    shadows.ask(
        asked.shadows(), channel, said -> sink.offer(predicted.beside(said), correlationId));
    scorer.count(problem.name(), asked.verdicts().counts(), channel);
    return predicted;
  }

  /** The rows are the histories of one key or several. */
  private Answers foretell(
      Cast cast, ForecastModel forecaster, List<?> rows, String correlationId) {
    ServedModel model = cast.lead();
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
    return new Answers.OfSeries(cast.by(), answers);
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
            ahead,
            Role.CHAMPION,
            null);
    String entity = history.key() == null ? model.manifest().problem().value() : history.key();
    sink.offer(model.manifest().problem(), entity, prediction, correlationId);
    return new Answer.Foretold(id, history.key(), ahead);
  }
}
