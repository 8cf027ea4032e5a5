package io.millrace.inference.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.IgnoredMessages;

/** What the stream does besides predicting, as metrics. */
final class StreamCounts {

  private final MeterRegistry meters;
  private final IgnoredMessages ignored;

  StreamCounts(MeterRegistry meters) {
    this.meters = meters;
    this.ignored = new IgnoredMessages(meters);
  }

  IgnoredMessages ignored() {
    return ignored;
  }

  void setAside(int messages) {
    meters.counter("millrace.messages.set.aside", "topic", Topics.EVENTS).increment(messages);
  }

  void rolledBack(ProblemName problem) {
    meters.counter("millrace.stream.rollbacks", "problem", problem.value()).increment();
  }

  void restarted(ProblemName problem) {
    meters.counter("millrace.stream.restarts", "problem", problem.value()).increment();
  }
}
