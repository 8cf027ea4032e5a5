package io.millrace.ingestion.land;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.message.DataArrived;
import io.millrace.problem.ProblemName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An instance that reads a log of events from where the store stands to the end, as the consumer
 * does. What it does outside can be stopped at each call.
 */
final class Instance {

  /** A process that is no more. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  static final int BATCH = 6;

  /** Of one column, since it is landed thousands of times. */
  static final ProblemName PLAIN = new ProblemName("plain");

  final StepBlobs view;
  private final Landing landing;
  private final Set<Long> unreadable;
  private final LandingFixture.SettableClock clock;
  final Set<Long> rejected = new TreeSet<>();

  /**
   * @param unreadable the offsets that this version of the code cannot read
   */
  Instance(LandingFixture test, StepBlobs view, Set<Long> unreadable) {
    this.view = view;
    this.unreadable = unreadable;
    this.clock = test.clock;
    Bounds bounds = new Bounds(BATCH, LandingFixture.BOUNDS.maxAge(), 1 << 20);
    this.landing =
        test.landing(
            view,
            (message, _) -> view.step("publish", () -> test.arrived.add((DataArrived) message)),
            bounds);
    view.calls.clear();
  }

  /** Reads up to an offset, itself included, and lands all of it, however often it takes. */
  void run(long last) {
    long next = begin();
    while (next <= last) {
      take(next);
      next++;
      if (next % BATCH == 0 || next > last) {
        next = land(next);
      }
    }
  }

  private long begin() {
    while (true) {
      try {
        return landing.begin(LandingFixture.EVENTS);
      } catch (UncheckedIOException e) {
        told(e);
      }
    }
  }

  private void take(long offset) {
    if (!unreadable.contains(offset)) {
      landing.take(LandingFixture.EVENTS, new LandRow.EventRow(offset, 10, event(offset)));
    } else if (landing.pass(LandingFixture.EVENTS, offset)) {
      rejected.add(offset);
    }
  }

  private static Event event(long offset) {
    return new Event(
        PLAIN, new EventId("e" + offset), LandingFixture.START, "k", Map.of("a", 1.0), "c");
  }

  /** Says where to go on. */
  private long land(long next) {
    while (true) {
      try {
        clock.now = clock.now.plusSeconds(11);
        landing.land();
        if (landing.takeLost().contains(LandingFixture.EVENTS)) {
          return begin();
        }
        landing.mark();
        return next;
      } catch (UncheckedIOException e) {
        told(e);
        if (landing.takeLost().contains(LandingFixture.EVENTS)) {
          return begin();
        }
      }
    }
  }

  private static void told(UncheckedIOException e) {
    if (!(e.getCause() instanceof Told)) {
      throw e;
    }
  }

  /** A call that fails once. */
  static UncheckedIOException failure() {
    return new UncheckedIOException(new Told());
  }

  private static final class Told extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** All that is done at a call, before it or after it. */
  static StepBlobs.Hook at(int call, boolean before, Runnable deed) {
    return new StepBlobs.Hook() {
      @Override
      public void before(int number) {
        if (before && number == call) {
          deed.run();
        }
      }

      @Override
      public void after(int number) {
        if (!before && number == call) {
          deed.run();
        }
      }
    };
  }
}
