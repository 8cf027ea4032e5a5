package io.millrace.inference.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.load.By;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.traffic.Failure;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.IgnoredMessages;
import java.util.Map;
import org.springframework.core.NestedExceptionUtils;

/** What the stream does besides predicting, as metrics. */
final class StreamCounts {

  private final MeterRegistry meters;
  private final IgnoredMessages ignored;
  private final RequestCounts requests;

  StreamCounts(MeterRegistry meters, RequestCounts requests) {
    this.requests = requests;
    this.meters = meters;
    this.ignored = new IgnoredMessages(meters);
  }

  IgnoredMessages ignored() {
    return ignored;
  }

  /**
   * @param predicted by whom
   */
  void scored(ProblemName problem, Map<By, Integer> predicted, int setAside) {
    requests.events(problem, predicted, setAside);
    meters.counter("millrace.messages.set.aside", "topic", Topics.EVENTS).increment(setAside);
  }

  void rolledBack(ProblemName problem, Exception reason) {
    requests.failed(
        problem.value(),
        Channel.STREAM,
        Failure.inside(NestedExceptionUtils.getMostSpecificCause(reason)));
    meters.counter("millrace.stream.rollbacks", "problem", problem.value()).increment();
  }

  void restarted(ProblemName problem) {
    meters.counter("millrace.stream.restarts", "problem", problem.value()).increment();
  }
}
