package io.millrace.monitoring.observe;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.millrace.event.Prediction;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.compare.Delivery;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Windows of event time, end to end. As long as events may still come late to one it is open; what
 * comes later than that is left out and counted, as is what comes from a clock that is ahead, which
 * would close every window.
 */
record TimeWindows(
    Problem problem,
    Monitor.Window.Span span,
    Memory memory,
    LooseRows rows,
    Closing closing,
    Clock clock)
    implements Windows {

  @Override
  public Progress add(Told told, Progress before, List<News> out) {
    int version = told.version();
    VersionProgress progress = fitting(version, VersionProgress.of(before, version));
    if (told.isAhead(span.lateness())) {
      return before.with(version, leaveOut(told, progress, Delivery::oneAhead, out));
    }
    Watermark watermark =
        watermark(before).rise(told.eventTime().minus(span.lateness()), clock.instant());
    Progress next = before.with(watermark);
    OpenWindow window = OpenWindow.of(told, span.length());
    if (window.isOver(watermark.reached())) {
      return next.with(version, leaveOut(told, progress, Delivery::oneLate, out));
    }
    Intake intake = progress.intake(span.rows()).add(told, window);
    progress = rows.keep(told.prediction(), progress.with(intake));
    if (LooseRows.areMany(progress)) {
      progress = takeIn(version, progress);
    }
    return closeUpTo(watermark.reached(), next.with(version, progress), out);
  }

  private static Watermark watermark(Progress progress) {
    return Objects.requireNonNullElse(progress.watermark(), Watermark.NONE);
  }

  /** What was open when the problem asked for other windows is given up. */
  private VersionProgress fitting(int version, VersionProgress progress) {
    Intake intake = progress.intake(span.rows());
    boolean fits =
        intake.open().isEmpty()
            ? progress.filled() == 0
            : intake.open().stream().allMatch(window -> window.isOf(span.length()));
    return fits ? progress.with(intake) : closing.startAnew(version, progress.with(intake));
  }

  /**
   * Where nothing but what is left out comes no window would close, and nobody would hear of it.
   */
  private VersionProgress leaveOut(
      Told told, VersionProgress before, UnaryOperator<Delivery> step, List<News> out) {
    VersionProgress progress = before.with(before.intake(span.rows()).delivered(step));
    Delivery delivery = progress.intake(span.rows()).delivery();
    if (delivery.late() + delivery.ahead() < span.rows()) {
      return progress;
    }
    ClosedWindow nothing =
        new ClosedWindow(
            told.version(),
            progress.windows() + 1,
            0,
            told.prediction().eventId(),
            told.correlationId(),
            delivery);
    return closing.close(
        nothing,
        WindowSketch.empty(problem, told.eventTime()),
        takeIn(told.version(), progress).closeWindow(0),
        out);
  }

  /** Has sketches take in what is loose, each that of its window. */
  private VersionProgress takeIn(int version, VersionProgress progress) {
    Map<Instant, List<Prediction>> byWindow =
        rows.take(version, progress).stream()
            .collect(
                groupingBy(
                    row -> OpenWindow.start(row.eventTime(), span.length()),
                    TreeMap::new,
                    toList()));
    byWindow.forEach(
        (from, latest) ->
            memory.keepSketch(
                version,
                OpenWindow.place(from),
                rows.into(version, sketch(version, from), latest)));
    return progress.sketch();
  }

  private WindowSketch sketch(int version, Instant from) {
    return memory
        .sketch(version, OpenWindow.place(from))
        .orElseGet(() -> WindowSketch.empty(problem));
  }

  private Progress closeUpTo(Instant reached, Progress before, List<News> out) {
    Progress progress = before;
    for (Map.Entry<Integer, VersionProgress> each : before.versions().entrySet()) {
      List<OpenWindow> open = each.getValue().intake(span.rows()).open();
      if (!open.isEmpty() && open.getFirst().isOver(reached)) {
        int version = each.getKey();
        progress = progress.with(version, closeUpTo(reached, version, each.getValue(), out));
      }
    }
    return progress;
  }

  private VersionProgress closeUpTo(
      Instant reached, int version, VersionProgress before, List<News> out) {
    VersionProgress progress = takeIn(version, before);
    List<OpenWindow> open = new ArrayList<>(progress.intake(span.rows()).open());
    while (!open.isEmpty() && open.getFirst().isOver(reached)) {
      OpenWindow window = open.removeFirst();
      progress =
          close(version, window, progress.with(progress.intake(span.rows()).open(open)), out);
    }
    return progress;
  }

  private VersionProgress close(
      int version, OpenWindow window, VersionProgress progress, List<News> out) {
    ClosedWindow closed =
        new ClosedWindow(
            version,
            progress.windows() + 1,
            window.predictions(),
            window.last(),
            window.correlationId(),
            progress.intake(span.rows()).delivery());
    WindowSketch sketch = sketch(version, window.from());
    memory.forgetSketch(version, OpenWindow.place(window.from()));
    return closing.close(closed, sketch, progress.closeWindow(window.predictions()), out);
  }

  /** Where no events come, event time goes on with the clock. */
  @Override
  public Progress rest(Instant began, Progress before, List<News> out) {
    Watermark watermark = watermark(before);
    Instant reached = watermark.atRest(clock.instant(), began);
    return before.versions().values().stream()
        .flatMap(version -> version.intake(span.rows()).open().stream())
        .map(OpenWindow::to)
        .filter(end -> !end.isAfter(reached))
        .max(Instant::compareTo)
        .map(end -> closeUpTo(end, before.with(watermark.rise(end)), out))
        .orElse(before);
  }
}
