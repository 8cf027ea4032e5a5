package io.millrace.monitoring.observe;

import io.millrace.event.Prediction;
import io.millrace.message.ControlMessage;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.DriftNews;
import io.millrace.monitoring.alert.Repetition;
import io.millrace.monitoring.compare.Comparison;
import io.millrace.monitoring.compare.WindowVerdict;
import io.millrace.problem.Problem;
import io.millrace.scoring.baseline.Baseline;
import java.time.Clock;
import java.util.List;

/** Fills a version's window, prediction by prediction, and compares it when it is full. */
final class DriftWatch {

  private final Problem problem;
  private final Memory memory;
  private final Baselines baselines;
  private final DriftNews news;

  DriftWatch(Problem problem, Memory memory, Baselines baselines, Clock clock) {
    this.problem = problem;
    this.memory = memory;
    this.baselines = baselines;
    this.news = new DriftNews(problem, clock);
  }

  Progress add(Prediction prediction, Progress before, List<ControlMessage> out) {
    int version = prediction.modelVersion();
    VersionProgress progress = VersionProgress.of(before, version);
    memory.keepRow(version, progress.filled(), prediction);
    progress = progress.fill();
    if (progress.filled() >= problem.monitor().drift().window()) {
      progress = close(version, progress, out);
    }
    return before.with(version, progress);
  }

  private VersionProgress close(int version, VersionProgress progress, List<ControlMessage> out) {
    VersionProgress closed = progress.closeWindow();
    return switch (baselines.find(problem.name(), version)) {
      case Baselines.Found.Here(var baseline) ->
          compare(
              version,
              memory.rows(version, progress.filled()),
              baseline,
              closed.unwatched(false),
              out);
      case Baselines.Found.Absent(var reason) -> {
        if (!closed.unwatched()) {
          out.add(news.unwatched(version, reason));
        }
        yield closed.unwatched(true);
      }
    };
  }

  private VersionProgress compare(
      int version,
      List<Prediction> rows,
      Baseline baseline,
      VersionProgress progress,
      List<ControlMessage> out) {
    WindowVerdict verdict =
        new Comparison(baseline, problem.define().target())
            .compare(Samples.of(rows, baseline), problem.monitor().drift().test());
    DriftDetected.Window window = Samples.span(rows);
    memory.append(Journal.WINDOWS, WindowReport.of(version, window, verdict));
    if (!verdict.drifted()
        || !Repetition.windowMayAnnounce(progress.windows(), progress.announced())) {
      return progress;
    }
    List<DriftDetected> detections = news.detections(version, verdict, window);
    detections.forEach(detection -> memory.append(Journal.DETECTIONS, detection));
    out.addAll(detections);
    detections.forEach(detection -> out.add(news.alert(detection)));
    return progress.announce();
  }
}
