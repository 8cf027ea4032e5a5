package io.millrace.inference.load;

import io.millrace.inference.load.LoadOutcome.Loaded;
import io.millrace.inference.load.LoadOutcome.Refused;
import io.millrace.inference.load.LoadOutcome.Unreachable;
import io.millrace.problem.ProblemName;
import io.millrace.starter.web.Correlation;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads models again that were unloaded. On threads of its own: others may wait for a blob store,
 * and what is loaded here lies on the own disk. Whatever goes wrong is tried again for as long as
 * the version has its place.
 */
final class Reloading implements ServingVersion.Again, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

  /** At a version that may not serve and keeps its place, since there is no other. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private final ScheduledExecutorService workers =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().name("reload-", 0).daemon().factory());

  private final Loading loading;
  private final LoadMetrics metrics;
  private final Function<ProblemName, Waiting> problems;
  private final Consumer<ProblemName> refused;

  /**
   * @param refused told where a version may not serve any more, so that another one does
   */
  Reloading(
      Loading loading,
      LoadMetrics metrics,
      Function<ProblemName, Waiting> problems,
      Consumer<ProblemName> refused) {
    this.loading = loading;
    this.metrics = metrics;
    this.problems = problems;
    this.refused = refused;
  }

  @Override
  public void load(ServingVersion version) {
    load(version, Duration.ZERO);
  }

  private void load(ServingVersion version, Duration after) {
    try {
      var _ =
          workers.schedule(
              () -> Correlation.run(Correlation.create(), () -> tryToLoad(version)),
              after.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The service stops, and nothing is loaded any more", e);
    }
  }

  private void tryToLoad(ServingVersion version) {
    if (version.model().isRetired()) {
      return;
    }
    RegisteredModel registered = version.registered();
    Waiting waiting = problems.apply(registered.problem());
    try {
      switch (loading.load(registered, waiting)) {
        case Loaded(ServedModel model) -> {
          metrics.reloaded(registered);
          version.model().put(model);
        }
        case Refused _ -> {
          refused.accept(registered.problem());
          load(version, LOOK_AGAIN);
        }
        case Unreachable(String reason) -> load(version, loading.pause(waiting, reason));
      }
    } catch (RuntimeException | Error e) { // or nobody would get it any more
      LOG.error("Loading {} again failed", registered, e);
      load(version, loading.pause(waiting, "it failed inside: " + e));
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
