package io.millrace.monitoring.observe;

import io.millrace.monitoring.alert.DriftNews;
import io.millrace.monitoring.alert.News;
import io.millrace.problem.Problem;
import java.util.List;

/**
 * Has windows compared that have closed. One whose baseline cannot be fetched is held, and those
 * after it with it: the verdicts come in order, and are those that they would have been.
 */
final class Closing {

  /** So many windows of a version wait at most. */
  private static final int HELD = 100;

  /** So many are judged at a time once the baseline is there, so that the stream goes on. */
  private static final int AT_A_TIME = 10;

  private final Problem problem;
  private final Memory memory;
  private final Baselines baselines;
  private final DriftNews news;
  private final Inspection inspection;

  Closing(
      Problem problem, Memory memory, Baselines baselines, DriftNews news, Inspection inspection) {
    this.problem = problem;
    this.memory = memory;
    this.baselines = baselines;
    this.news = news;
    this.inspection = inspection;
  }

  /** Gives up what is open, since the problem asks for windows of another kind. */
  VersionProgress startAnew(int version, VersionProgress progress) {
    Intake intake = progress.intake(problem.monitor().drift().window().rows());
    memory.forgetSketch(version, progress.windows() + 1);
    intake.open().forEach(each -> memory.forgetSketch(version, OpenWindow.place(each.from())));
    return progress.empty().with(intake.open(List.of()));
  }

  VersionProgress close(
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
  VersionProgress release(int version, VersionProgress before, List<News> out) {
    VersionProgress progress = before;
    for (int i = 0; i < AT_A_TIME && progress.held() > 0; i++) {
      Baselines.Found found = baselines.find(problem.name(), version);
      if (found instanceof Baselines.Found.Unreachable) {
        break;
      }
      progress = judgeOldest(version, found, progress, out);
    }
    return progress;
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
