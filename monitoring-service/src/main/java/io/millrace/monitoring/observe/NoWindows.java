package io.millrace.monitoring.observe;

import io.millrace.monitoring.alert.News;
import java.time.Instant;
import java.util.List;

/** Where nobody asks for windows. */
record NoWindows(LooseRows rows, Closing closing) implements Windows {

  @Override
  public Progress add(Told told, Progress before, List<News> out) {
    int version = told.version();
    VersionProgress progress = VersionProgress.of(before, version);
    if (progress.loose() < progress.filled()) {
      progress = closing.startAnew(version, progress);
    }
    progress = rows.keep(told.prediction(), progress);
    if (LooseRows.areMany(progress)) {
      var _ = rows.take(version, progress);
      progress = progress.empty();
    }
    return before.with(version, progress);
  }

  @Override
  public Progress rest(Instant began, Progress before, List<News> out) {
    return before;
  }
}
