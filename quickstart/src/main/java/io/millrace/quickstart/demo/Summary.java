package io.millrace.quickstart.demo;

import io.millrace.quickstart.Stack;
import io.millrace.quickstart.Terminal;
import io.millrace.quickstart.Terminal.Tone;
import java.time.Duration;

/** What a turn was, in numbers. */
final class Summary {

  private Summary() {}

  static void say(
      Terminal terminal, Stack stack, RoomStream rooms, Watch watch, Turn.Outcome outcome) {
    rooms.pace(0);
    watch.await("everything accepted has landed", sight -> sight.landed() == rooms.accepted());
    terminal.line(Tone.STRONG, "\nThe loop has turned.");
    put(terminal, "first prediction", "%s after the start", seconds(outcome.firstPrediction()));
    put(
        terminal,
        "drift",
        "detected %s after the season turned",
        seconds(outcome.detected().minus(outcome.turned())));
    put(
        terminal,
        "retrained model",
        "served %s after the start, %s after the season turned",
        seconds(outcome.swapped()),
        seconds(outcome.swapped().minus(outcome.turned())));
    put(
        terminal,
        "holdout " + outcome.first().metric(),
        "%.3f (v%d, %s), %.3f (v%d, %s)",
        outcome.first().value(),
        outcome.first().version(),
        outcome.first().algorithm(),
        outcome.last().value(),
        outcome.last().version(),
        outcome.last().algorithm());
    put(
        terminal,
        "running " + outcome.first().metric(),
        "%.3f in winter, %.3f after the turn, %.3f with the new model",
        outcome.winter(),
        outcome.lowest(),
        outcome.recovered());
    put(
        terminal,
        "events",
        "%,d sent, %,d landed, %,d predicted",
        rooms.sent(),
        watch.now().landed(),
        watch.now().scored());
    put(
        terminal,
        "memory",
        "%s services, %s broker",
        Memory.of(ProcessHandle.current().pid()),
        Memory.of(stack.brokerPid()));
    put(terminal, "all of it", "%s", stack.folder());
  }

  private static void put(Terminal terminal, String name, String format, Object... values) {
    terminal.line("  %-17s %s".formatted(name, format.formatted(values)));
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1e3);
  }
}
