package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.monitoring.alert.DriftNews;
import io.millrace.monitoring.alert.News;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.util.List;

/**
 * Fills a version's window, prediction by prediction, and compares it when it is full. A window
 * whose baseline cannot be fetched is held, and those after it with it: the verdicts come in order,
 * and are those that they would have been.
 */
final class DriftWatch {

  /** So many windows of a version wait at most. */
  static final int HELD = 100;

  /** So many are judged at a time once the baseline is there, so that the stream goes on. */
  private static final int AT_A_TIME = 10;

  /** So many predictions are kept one by one before the window's sketch takes them in. */
  static final int AT_ONCE = 250;

  private final Problem problem;
  private final Memory memory;
  private final Baselines baselines;
  private final Announcer announcer;
  private final DriftNews news;
  private final Inspection inspection;
  private final EstimateWatch estimates;

  DriftWatch(
      Problem problem, Memory memory, Baselines baselines, Announcer announcer, Clock clock) {
    this.problem = problem;
    this.memory = memory;
    this.baselines = baselines;
    this.announcer = announcer;
    this.news = new DriftNews(problem, clock);
    this.inspection = new Inspection(problem, memory, announcer, news);
    this.estimates = new EstimateWatch(problem, memory, baselines);
  }

  Progress add(Prediction prediction, String correlationId, Progress before, List<News> out) {
    int version = prediction.modelVersion();
    VersionProgress progress = VersionProgress.of(before, version);
    memory.keepRow(version, progress.loose(), prediction);
    progress = progress.fill();
    if (progress.filled() >= problem.monitor().drift().window()) {
      ClosedWindow window =
          new ClosedWindow(
              version,
              progress.windows() + 1,
              progress.filled(),
              prediction.eventId(),
              correlationId);
      progress = close(window, sketch(version, progress), progress.closeWindow(), out);
      announcer.retire(before, correlationId, out);
    } else if (progress.loose() >= AT_ONCE) {
      memory.keepSketch(version, progress.windows() + 1, sketch(version, progress));
      progress = progress.sketch();
    }
    return before.with(version, progress);
  }

  /** Of the open window, with the predictions that came since it was kept. */
  private WindowSketch sketch(int version, VersionProgress progress) {
    List<Prediction> rows = memory.rows(version, progress.loose());
    estimates.add(version, rows);
    return memory
        .sketch(version, progress.windows() + 1)
        .orElseGet(() -> WindowSketch.empty(problem))
        .with(rows);
  }

  private VersionProgress close(
      ClosedWindow window, WindowSketch sketch, VersionProgress progress, List<News> out) {
    if (progress.held() > 0) {
      return hold(window, sketch, progress, out);
    }
    return switch (baselines.find(problem.name(), window.version())) {
      case Baselines.Found.Here(var baseline) -> {
        memory.forgetSketch(window.version(), window.number());
        yield inspection.compare(window, sketch, baseline, progress, out);
      }
      case Baselines.Found.Absent(var reason) -> {
        memory.forgetSketch(window.version(), window.number());
        yield inspection.leaveOut(window, reason, progress, out);
      }
      case Baselines.Found.Unreachable(var reason) -> {
        inspection.say(window, "baseline-unreachable", news.waiting(window.version(), reason), out);
        yield hold(window, sketch, progress, out);
      }
    };
  }

  private VersionProgress hold(
      ClosedWindow window, WindowSketch sketch, VersionProgress progress, List<News> out) {
    memory.keepSketch(window.version(), window.number(), sketch);
    memory.hold(window);
    VersionProgress holding = progress.held(progress.held() + 1);
    if (holding.held() <= HELD) {
      return holding;
    }
    long oldest = holding.firstHeld();
    memory.forgetHeld(window.version(), oldest);
    inspection.say(window, "window-unjudged", news.unjudged(window.version(), oldest, HELD), out);
    return holding.held(HELD);
  }

  /** Judges what a version holds, the oldest first, as far as its baseline is there. */
  Progress release(int version, Progress before, List<News> out) {
    VersionProgress progress = VersionProgress.of(before, version);
    for (int i = 0; i < AT_A_TIME && progress.held() > 0; i++) {
      Baselines.Found found = baselines.find(problem.name(), version);
      if (found instanceof Baselines.Found.Unreachable) {
        break;
      }
      progress = judgeOldest(version, found, progress, out);
    }
    return before.with(version, progress);
  }

  private VersionProgress judgeOldest(
      int version, Baselines.Found found, VersionProgress before, List<News> out) {
    long oldest = before.firstHeld();
    ClosedWindow window = memory.heldWindow(version, oldest).orElse(null);
    VersionProgress progress = before.held(before.held() - 1);
    if (window != null) {
      progress =
          switch (found) {
            case Baselines.Found.Here(var baseline) ->
                inspection.compare(window, heldSketch(window), baseline, progress, out);
            case Baselines.Found.Absent(var reason) ->
                inspection.leaveOut(window, reason, progress, out);
            case Baselines.Found.Unreachable _ -> progress;
          };
    }
    memory.forgetHeld(version, oldest);
    return progress;
  }

  private WindowSketch heldSketch(ClosedWindow window) {
    return memory
        .sketch(window.version(), window.number())
        .orElseGet(() -> WindowSketch.empty(problem).with(memory.heldRows(window)));
  }
}
