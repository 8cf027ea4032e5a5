package io.millrace.monitoring.observe;

import io.millrace.monitoring.alert.DriftNews;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.compare.Delivery;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Fills windows with predictions, and has them compared when they close. */
final class DriftWatch {

  private final Monitor monitor;
  private final Announcer announcer;
  private final Windows windows;
  private final Closing closing;

  DriftWatch(
      Problem problem,
      Memory memory,
      Baselines baselines,
      EstimateWatch estimates,
      Announcer announcer,
      Clock clock) {
    this.monitor = problem.monitor();
    this.announcer = announcer;
    DriftNews news = new DriftNews(problem, clock);
    this.closing =
        new Closing(
            problem, memory, baselines, news, new Inspection(problem, memory, announcer, news));
    LooseRows rows = new LooseRows(memory, estimates, new SpreadWatch(problem, baselines));
    this.windows =
        switch (monitor.drift().window()) {
          case Monitor.Window _ when isIdle(monitor) -> new NoWindows(rows, closing);
          case Monitor.Window.Count(int size) ->
              new CountWindows(problem, size, memory, rows, closing);
          case Monitor.Window.Span span ->
              new TimeWindows(problem, span, memory, rows, closing, clock);
        };
  }

  private static boolean isIdle(Monitor monitor) {
    Monitor.Drift drift = monitor.drift();
    return !drift.isWatched() && !drift.attribution() && !monitor.dataQuality();
  }

  Progress add(Told told, Progress before, List<News> out) {
    VersionProgress progress = VersionProgress.of(before, told.version());
    Progress counted = before.with(told.version(), progress.with(intake(progress).count()));
    Progress after = windows.add(told, counted, out);
    if (VersionProgress.of(after, told.version()).windows() > progress.windows()) {
      announcer.retire(before, told.correlationId(), out);
    }
    return after;
  }

  /** Counts an event that was sent once more. */
  Progress addDuplicate(int version, Progress before) {
    VersionProgress progress = VersionProgress.of(before, version);
    return before.with(
        version, progress.with(intake(progress).delivered(each -> each.one().oneDuplicate())));
  }

  /** Counts an event that was refused. */
  Progress addRefused(int version, Progress before) {
    VersionProgress progress = VersionProgress.of(before, version);
    return before.with(version, progress.with(intake(progress).delivered(Delivery::oneRefused)));
  }

  private Intake intake(VersionProgress progress) {
    return progress.intake(monitor.drift().window().rows());
  }

  /** Closes windows that nothing will come to any more. */
  Progress rest(Instant began, Progress before, List<News> out) {
    return windows.rest(began, before, out);
  }

  /** Judges what a version holds, the oldest first, as far as its baseline is there. */
  Progress release(int version, Progress before, List<News> out) {
    return before.with(version, closing.release(version, VersionProgress.of(before, version), out));
  }
}
