package io.millrace.inference.load;

import io.millrace.inference.load.LoadOutcome.Loaded;
import io.millrace.inference.load.LoadOutcome.Refused;
import io.millrace.inference.load.LoadOutcome.Unreachable;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Challenger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a problem one step nearer to what is wanted: loads the next version that is missing, or
 * puts those that are there in their places.
 */
final class Arranging {

  private static final Logger LOG = LoggerFactory.getLogger(Arranging.class);

  private final PackageCache cache;
  private final PackageLoader packages;
  private final Serving serving;
  private final RefusalTelling telling;
  private final LoadMetrics metrics;
  private final RetryPause pause;
  private final Clock clock;

  Arranging(
      PackageCache cache,
      Serving serving,
      RefusalTelling telling,
      LoadMetrics metrics,
      RetryPause pause,
      Clock clock) {
    this.cache = cache;
    this.packages = new PackageLoader(cache, clock);
    this.serving = serving;
    this.telling = telling;
    this.metrics = metrics;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Whatever goes wrong is tried again: a problem whose worker died would get no model any more.
   *
   * @return how long to wait before the next one
   */
  Duration step(ProblemName problem, Waiting waiting) {
    try {
      if (waiting.isLeaving()) {
        leave(problem, waiting);
      }
      Optional<RegisteredModel> missing = waiting.missing();
      if (missing.isPresent()) {
        return load(missing.get(), waiting);
      }
      arrange(problem, waiting, null);
      return Duration.ZERO;
    } catch (RuntimeException | Error e) {
      LOG.error("Loading a model for {} failed", problem, e);
      return pause.after(waiting.failed("it failed inside: " + e));
    }
  }

  private void leave(ProblemName problem, Waiting waiting) {
    retire(problem);
    waiting.left();
    if (!waiting.standing().stated()) {
      cache.keepOnly(problem, Set.of());
    }
  }

  private void retire(ProblemName problem) {
    serving.retire(problem);
    metrics.retired(problem);
    LOG.info("No model serves {} any more", problem);
  }

  /**
   * @return how long to wait before going on
   */
  private Duration load(RegisteredModel registered, Waiting waiting) {
    return switch (packages.load(registered)) {
      case Loaded(ServedModel model) -> {
        waiting.had();
        take(registered, model, waiting);
        yield Duration.ZERO;
      }
      case Refused(String reason) -> {
        refuse(registered, reason, waiting);
        yield Duration.ZERO;
      }
      case Unreachable(String reason) -> {
        Duration longer = retry(registered, reason, waiting);
        serveKept(waiting);
        yield longer;
      }
    };
  }

  private void take(RegisteredModel registered, ServedModel model, Waiting waiting) {
    if (!waiting.wants(registered)) {
      model.close();
      return;
    }
    serving.find(registered.problem()).ifPresent(served -> served.recent().warm(model));
    arrange(registered.problem(), waiting, model);
  }

  /** Until the champion can be had, the newest of those that lie on the own disk has to do. */
  private void serveKept(Waiting waiting) {
    if (waiting.serving().champion() > 0) {
      return;
    }
    for (RegisteredModel older : waiting.candidates()) {
      Optional<ServedModel> kept = packages.loadKept(older);
      if (kept.isPresent()) {
        place(older.problem(), waiting, new Wanted(older.version(), List.of()), kept.get());
        return;
      }
    }
  }

  /**
   * @param fresh a version that has just been loaded; null where all that is wanted is there
   */
  private void arrange(ProblemName problem, Waiting waiting, @Nullable ServedModel fresh) {
    Wanted serving = waiting.serving();
    Set<Integer> there = new HashSet<>(serving.versions());
    if (fresh != null) {
      there.add(fresh.version());
    }
    Wanted next = waiting.wanted().asFarAs(there, serving.champion());
    if (fresh != null && !next.versions().contains(fresh.version())) {
      fresh.close();
    } else if (!next.equals(serving)) {
      place(problem, waiting, next, fresh);
    }
  }

  private void place(
      ProblemName problem, Waiting waiting, Wanted wanted, @Nullable ServedModel fresh) {
    if (wanted.champion() == 0) {
      retire(problem);
      waiting.serves(Wanted.NONE);
      return;
    }
    int before = waiting.serving().champion();
    serving.arrange(problem, lineup(problem, wanted, fresh), clock.instant());
    waiting.serves(wanted);
    if (before != wanted.champion()) {
      metrics.swapped(problem, wanted.champion());
    }
    LOG.info(
        "Version {} of {} serves{}",
        wanted.champion(),
        problem,
        wanted.challengers().isEmpty() ? "" : ", beside it " + wanted.challengers());
    cache.keepOnly(problem, waiting.worthKeeping());
  }

  private Lineup lineup(ProblemName problem, Wanted wanted, @Nullable ServedModel fresh) {
    Map<Integer, LoadedVersion> loaded = new HashMap<>();
    serving
        .find(problem)
        .ifPresent(served -> served.loaded().forEach(each -> loaded.put(each.version(), each)));
    if (fresh != null) {
      loaded.put(fresh.version(), new LoadedVersion(fresh));
    }
    List<Lineup.Tried> tried = new ArrayList<>();
    for (Challenger each : wanted.challengers()) {
      tried.add(new Lineup.Tried(each, there(loaded, each.version())));
    }
    return new Lineup(there(loaded, wanted.champion()), tried);
  }

  private static LoadedVersion there(Map<Integer, LoadedVersion> loaded, int version) {
    return Objects.requireNonNull(loaded.get(version), () -> "version %d".formatted(version));
  }

  private void refuse(RegisteredModel registered, String reason, Waiting waiting) {
    waiting.refused(registered, reason);
    metrics.refused(registered);
    LOG.error(
        "Version {} of {} may not serve: {}", registered.version(), registered.problem(), reason);
    telling.tell(registered, reason);
  }

  /** For as long as the store is away: a version given up here would never serve. */
  private Duration retry(RegisteredModel registered, String reason, Waiting waiting) {
    metrics.unreachable(registered);
    LOG.warn(
        "Version {} of {} cannot be fetched yet: {}",
        registered.version(),
        registered.problem(),
        reason);
    return pause.after(waiting.failed(reason));
  }
}
