package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.compare.Delivery;
import io.millrace.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Windows of so many predictions of a version in a row. */
record CountWindows(Problem problem, int size, Memory memory, LooseRows rows, Closing closing)
    implements Windows {

  @Override
  public Progress add(Told told, Progress before, List<News> out) {
    VersionProgress progress = VersionProgress.of(before, told.version());
    Intake intake = progress.intake(size);
    if (!intake.open().isEmpty()) {
      progress = closing.startAnew(told.version(), progress);
      intake = progress.intake(size);
    }
    progress = rows.keep(told.prediction(), progress.with(observed(told, intake)));
    if (progress.filled() >= size) {
      progress = close(told, progress, out);
    } else if (LooseRows.areMany(progress)) {
      memory.keepSketch(told.version(), progress.windows() + 1, sketch(told.version(), progress));
      progress = progress.sketch();
    }
    return before.with(told.version(), progress);
  }

  private static Intake observed(Told told, Intake intake) {
    return told.isAhead(Duration.ZERO)
        ? intake.delivered(Delivery::oneAhead)
        : intake.inOrder(told);
  }

  private VersionProgress close(Told told, VersionProgress progress, List<News> out) {
    ClosedWindow window =
        new ClosedWindow(
            told.version(),
            progress.windows() + 1,
            progress.filled(),
            told.prediction().eventId(),
            told.correlationId(),
            progress.intake(size).delivery());
    return closing.close(window, sketch(told.version(), progress), progress.closeWindow(), out);
  }

  /** Of the open window, with the predictions that came since it was kept. */
  private WindowSketch sketch(int version, VersionProgress progress) {
    List<Prediction> latest = rows.take(version, progress);
    WindowSketch before =
        memory.sketch(version, progress.windows() + 1).orElseGet(() -> WindowSketch.empty(problem));
    return rows.into(version, before, latest);
  }

  @Override
  public Progress rest(Instant began, Progress before, List<News> out) {
    return before;
  }
}
