package io.millrace.inference.score;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.inference.load.ServedModel;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Scores;
import java.util.concurrent.TimeUnit;

/** Scores a batch in one call on the caller's thread, and keeps count. */
public final class Scorer {

  private final MeterRegistry meters;

  public Scorer(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Where the rows came from. */
  public enum Channel {
    HTTP,
    STREAM;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param model leased until the call returns
   */
  public Scored score(ServedModel model, RowBatch rows, Channel channel) {
    long start = System.nanoTime();
    Scores scores = model.model().score(rows);
    long nanos = System.nanoTime() - start;
    count(model, rows.size(), nanos, channel);
    return new Scored(model.version(), rows, scores, nanos / 1e3 / Math.max(1, rows.size()));
  }

  private void count(ServedModel model, int rows, long nanos, Channel channel) {
    String problem = model.manifest().problem().value();
    meters
        .counter(
            "millrace.predictions",
            "problem",
            problem,
            "version",
            Integer.toString(model.version()),
            "channel",
            channel.word())
        .increment(rows);
    Timer.builder("millrace.scoring")
        .description("One scoring call, whatever its rows")
        .tags("problem", problem, "channel", channel.word())
        .publishPercentileHistogram()
        .register(meters)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
