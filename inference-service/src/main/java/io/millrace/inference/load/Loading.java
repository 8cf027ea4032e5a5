package io.millrace.inference.load;

import io.millrace.inference.load.LoadOutcome.Loaded;
import io.millrace.inference.load.LoadOutcome.Refused;
import io.millrace.inference.load.LoadOutcome.Unreachable;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads registered versions, and tells whoever has to know what came of it. */
final class Loading {

  private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

  private final PackageLoader packages;
  private final RefusalTelling telling;
  private final LoadMetrics metrics;
  private final RetryPause pause;

  Loading(PackageLoader packages, RefusalTelling telling, LoadMetrics metrics, RetryPause pause) {
    this.packages = packages;
    this.telling = telling;
    this.metrics = metrics;
    this.pause = pause;
  }

  LoadOutcome load(RegisteredModel registered, Waiting waiting) {
    LoadOutcome outcome = packages.load(registered);
    switch (outcome) {
      case Loaded _ -> waiting.had();
      case Refused(String reason) -> refuse(registered, reason, waiting);
      case Unreachable(String reason) -> {
        metrics.unreachable(registered);
        LOG.warn(
            "Version {} of {} cannot be fetched yet: {}",
            registered.version(),
            registered.problem(),
            reason);
      }
    }
    return outcome;
  }

  /** As {@link #load}, of what lies on the own disk. */
  Optional<ServedModel> loadKept(RegisteredModel registered) {
    return packages.loadKept(registered);
  }

  private void refuse(RegisteredModel registered, String reason, Waiting waiting) {
    waiting.refused(registered, reason);
    metrics.refused(registered);
    LOG.error(
        "Version {} of {} may not serve: {}", registered.version(), registered.problem(), reason);
    telling.tell(registered, reason);
  }

  /**
   * How long to wait before a version is tried again that could not be had. For as long as the
   * store is away: a version given up here would never serve.
   */
  Duration pause(Waiting waiting, String reason) {
    return pause.after(waiting.failed(reason));
  }
}
