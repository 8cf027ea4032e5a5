package io.millrace.problem;

import io.millrace.problem.Monitor.Drift;
import io.millrace.problem.Monitor.Test;
import io.millrace.problem.Monitor.Window;
import java.time.Duration;
import java.util.Optional;

/** Reads how drift is looked for. */
final class DriftReader {

  private static final Duration DEFAULT_LATENESS = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** So many windows at most wait for what comes late. */
  private static final int OPEN = 10;

  private final Section drift;

  DriftReader(Section drift) {
    this.drift = drift;
  }

  Drift read() {
    Window window = window();
    Test test = drift.at("test").word(Test.values(), Test::word).orElse(Test.AUTO);
    boolean data = drift.at("data").isOn();
    boolean prediction = drift.at("prediction").isOn();
    boolean attribution = drift.at("attribution").isOn();
    drift.end();
    return new Drift(window, test, data, prediction, attribution);
  }

  private Window window() {
    Node window = drift.at("window");
    Node lateness = drift.at("lateness");
    if (Quantity.isDuration(window)) {
      Duration length = length(window);
      return new Window.Span(length, lateness(lateness, length));
    }
    if (!lateness.isAbsent()) {
      lateness.refuse("it only beside a window of event time, such as 'window: 1h'");
    }
    return new Window.Count(
        MonitorReader.window(window, "; or 1m to 366d of event time, such as '1h'"));
  }

  private static Duration length(Node window) {
    Optional<Duration> length = Quantity.duration(window);
    if (length.isPresent() && length.get().compareTo(SHORTEST) < 0) {
      window.refuse(
          "1m to 366d of event time, such as '1h'; or a count, such as '1000 predictions'");
    }
    return length.filter(each -> each.compareTo(SHORTEST) >= 0).orElse(SHORTEST);
  }

  private static Duration lateness(Node lateness, Duration length) {
    Duration read = Quantity.duration(lateness).orElse(DEFAULT_LATENESS);
    if (!lateness.isAbsent() && read.compareTo(length.multipliedBy(OPEN)) > 0) {
      lateness.refuse("at most %d windows' length".formatted(OPEN));
    }
    return read;
  }
}
