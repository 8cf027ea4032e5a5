package io.millrace.inference.score;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.event.Role;
import io.millrace.inference.load.By;
import io.millrace.inference.load.ServedModel;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.model.ScoringQueue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores batches, and keeps count. A request's is scored together with others that come at the same
 * time; the stream's, which is one already, by itself and on its own thread, so that neither waits
 * for the other.
 */
public final class Scorer {

  private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

  private final MeterRegistry meters;
  private final ScoringQueue.Limits limits;
  private final Map<ScoringModel, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

  /**
   * @param limits of each model's requests
   */
  public Scorer(MeterRegistry meters, ScoringQueue.Limits limits) {
    this.meters = meters;
    this.limits = limits;
  }

  /** Where the rows came from. */
  public enum Channel {
    HTTP,
    GRPC,
    STREAM;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in messages, answers and metrics. */
    public String word() {
      return word;
    }
  }

  private record Counted(ProblemName problem, By by, Channel channel) {}

  /** How a model reads a request's rows. */
  RowReader reader(ServedModel model) {
    return lane(model).reader();
  }

  /**
   * Scores a batch. Rows that the graph fails at get an answer that is not finite.
   *
   * @param model leased until the call returns
   */
  public Scored score(ServedModel model, RowBatch rows, Channel channel) {
    long start = System.nanoTime();
    return scored(model, rows, channel, start, score(model, rows));
  }

  /**
   * As {@link #score}, of a request.
   *
   * @return empty where too many wait already
   */
  public Optional<Scored> scoreRequest(ServedModel model, RowBatch rows, Channel channel) {
    long start = System.nanoTime();
    return scoreTogether(model, rows).map(scores -> scored(model, rows, channel, start, scores));
  }

  private Scored scored(
      ServedModel model, RowBatch rows, Channel channel, long start, Scores scores) {
    long nanos = System.nanoTime() - start;
    lane(model).timer(channel).record(nanos, TimeUnit.NANOSECONDS);
    return new Scored(model.version(), rows, scores, nanos / 1e3 / Math.max(1, rows.size()));
  }

  /** Forecasts windows in one call. */
  public List<Forecast> forecast(
      ServedModel model, ForecastModel forecaster, List<Window> windows, Channel channel) {
    long start = System.nanoTime();
    List<Forecast> forecasts = forecaster.forecast(windows);
    lane(model).timer(channel).record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return forecasts;
  }

  private static Scores score(ServedModel model, RowBatch rows) {
    try {
      return model.model().score(rows);
    } catch (IllegalStateException e) {
      return scoreEach(model, rows, e);
    }
  }

  private Optional<Scores> scoreTogether(ServedModel model, RowBatch rows) {
    try {
      return lane(model).queue().score(rows);
    } catch (IllegalStateException e) {
      return Optional.of(scoreEach(model, rows, e));
    }
  }

  private static Scores scoreEach(ServedModel model, RowBatch rows, IllegalStateException e) {
    LOG.warn("Version {} fails at one of {} rows", model.version(), rows.size(), e);
    return model.model().scoreEach(rows);
  }

  /** Counts predictions that stand, of the champion. */
  public void count(ServedModel model, int predictions, Channel channel) {
    count(model.manifest().problem(), new By(model.version(), Role.CHAMPION), predictions, channel);
  }

  /** Counts predictions that stand. */
  public void count(ProblemName problem, Map<By, Integer> predicted, Channel channel) {
    predicted.forEach((by, predictions) -> count(problem, by, predictions, channel));
  }

  private void count(ProblemName problem, By by, int predictions, Channel channel) {
    counters
        .computeIfAbsent(
            new Counted(problem, by, channel),
            _ ->
                meters.counter(
                    "millrace.predictions",
                    "problem",
                    problem.value(),
                    "version",
                    Integer.toString(by.version()),
                    "role",
                    by.role().word(),
                    "channel",
                    channel.word()))
        .increment(predictions);
  }

  private Lane lane(ServedModel model) {
    Lane known = lanes.get(model.model());
    if (known != null) {
      return known;
    }
    lanes.keySet().removeIf(ScoringModel::isClosed);
    return lanes.computeIfAbsent(model.model(), _ -> new Lane(model, limits, meters));
  }
}
