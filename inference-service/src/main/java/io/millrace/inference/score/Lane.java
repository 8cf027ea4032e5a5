package io.millrace.inference.score;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.scoring.model.ScoringQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a loaded model is scored with, kept from one request to the next. */
final class Lane {

  private final RowReader reader;
  private final ScoringQueue queue;
  private final MeterRegistry meters;
  private final String problem;
  private final Map<Channel, Timer> timers = new ConcurrentHashMap<>();

  Lane(ServedModel model, ScoringQueue.Limits limits, MeterRegistry meters) {
    this.reader = new RowReader(model.manifest().schema(), model.data());
    this.queue = new ScoringQueue(model.model(), limits);
    this.meters = meters;
    this.problem = model.manifest().problem().value();
  }

  RowReader reader() {
    return reader;
  }

  ScoringQueue queue() {
    return queue;
  }

  /** Of scoring calls. */
  Timer timer(Channel channel) {
    return timers.computeIfAbsent(
        channel,
        _ ->
            Timer.builder("millrace.scoring")
                .description("One scoring call, whatever its rows")
                .tags("problem", problem, "channel", channel.word())
                .publishPercentileHistogram()
                .register(meters));
  }
}
