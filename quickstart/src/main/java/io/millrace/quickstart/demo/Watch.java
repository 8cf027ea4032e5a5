package io.millrace.quickstart.demo;

import io.millrace.quickstart.StackFailure;
import io.millrace.quickstart.Terminal;
import io.millrace.quickstart.Terminal.Tone;
import io.millrace.quickstart.demo.Sight.Running;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Looks at the services until something is so, and tells in between what else is new. */
final class Watch {

  /** Without anything new of a training; on a machine that does much else, one takes long. */
  private static final Duration STEP = Duration.ofSeconds(150);

  private static final Duration LONGEST = Duration.ofMinutes(8);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(400);

  private final Api api;
  private final RoomStream rooms;
  private final Terminal terminal;

  private Sight now = Sight.NOTHING;
  private int daysTold;
  private boolean following;
  private double lowest = Double.NaN;

  Watch(Api api, RoomStream rooms, Terminal terminal) {
    this.api = api;
    this.rooms = rooms;
    this.terminal = terminal;
  }

  /** The latest look. */
  Sight now() {
    return now;
  }

  /** From now on the worst running metric of version 1 is remembered. */
  void followLowest() {
    following = true;
  }

  double lowest() {
    return lowest;
  }

  /**
   * @param step what has to come, for the one who has waited in vain
   */
  void await(String step, Predicate<Sight> condition) {
    long began = System.nanoTime();
    long further = began;
    Sight before = now;
    while (!condition.test(look())) {
      long time = System.nanoTime();
      further = now.isFurther(before) ? time : further;
      before = now;
      if (time - further > STEP.toNanos() || time - began > LONGEST.toNanos()) {
        throw new StackFailure(
            "waited %d s in vain until %s"
                .formatted(TimeUnit.NANOSECONDS.toSeconds(time - began), step));
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private Sight look() {
    rooms.check();
    Sight before = now;
    now = Sight.of(api);
    now.rejected().stream()
        .filter(run -> !before.rejected().contains(run))
        .forEach(
            run ->
                terminal.event(
                    run.waits() ? Tone.PLAIN : Tone.NOTABLE, "no new model yet: " + run.reason()));
    followRunning();
    tellDay();
    return now;
  }

  private void followRunning() {
    double running = now.running(1).map(Running::value).orElse(Double.NaN);
    if (following && !Double.isNaN(running) && !(running >= lowest)) {
      lowest = running;
    }
  }

  private void tellDay() {
    int days = rooms.sent() / Building.READINGS_A_DAY;
    if (days > daysTold) {
      daysTold = days;
      terminal.event(
          Tone.QUIET,
          "day %d: %,d events accepted, %,d landed%s"
              .formatted(days, rooms.accepted(), now.landed(), running()));
    }
  }

  private String running() {
    int serving = now.serving();
    return now.running(serving)
        .filter(running -> !Double.isNaN(running.value()))
        .map(running -> ", running f1 %.3f (v%d)".formatted(running.value(), serving))
        .orElse("");
  }
}
