package io.millrace.inference.score;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.inference.load.ServedModel;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.forecast.Forecast;
import io.millrace.scoring.forecast.Window;
import io.millrace.scoring.model.ForecastModel;
import io.millrace.scoring.model.Scores;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores a batch in one call on the caller's thread, and keeps count. */
public final class Scorer {

  private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

  private final MeterRegistry meters;

  public Scorer(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Where the rows came from. */
  public enum Channel {
    HTTP,
    GRPC,
    STREAM;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Rows that the graph fails at get an answer that is not finite.
   *
   * @param model leased until the call returns
   */
  public Scored score(ServedModel model, RowBatch rows, Channel channel) {
    long start = System.nanoTime();
    Scores scores = score(model, rows);
    long nanos = System.nanoTime() - start;
    time(model, nanos, channel);
    return new Scored(model.version(), rows, scores, nanos / 1e3 / Math.max(1, rows.size()));
  }

  /** Forecasts windows in one call. */
  public List<Forecast> forecast(
      ServedModel model, ForecastModel forecaster, List<Window> windows, Channel channel) {
    long start = System.nanoTime();
    List<Forecast> forecasts = forecaster.forecast(windows);
    time(model, System.nanoTime() - start, channel);
    return forecasts;
  }

  private static Scores score(ServedModel model, RowBatch rows) {
    try {
      return model.model().score(rows);
    } catch (IllegalStateException e) {
      LOG.warn("Version {} fails at one of {} rows", model.version(), rows.size(), e);
      return model.model().scoreEach(rows);
    }
  }

  /** Counts predictions that stand. */
  public void count(ServedModel model, int predictions, Channel channel) {
    meters
        .counter(
            "millrace.predictions",
            "problem",
            model.manifest().problem().value(),
            "version",
            Integer.toString(model.version()),
            "channel",
            channel.word())
        .increment(predictions);
  }

  private void time(ServedModel model, long nanos, Channel channel) {
    Timer.builder("millrace.scoring")
        .description("One scoring call, whatever its rows")
        .tags("problem", model.manifest().problem().value(), "channel", channel.word())
        .publishPercentileHistogram()
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
