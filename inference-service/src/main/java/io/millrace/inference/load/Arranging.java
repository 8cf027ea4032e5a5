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
  private final Loading loading;
  private final ServingVersion.Again again;
  private final Serving serving;
  private final LoadMetrics metrics;
  private final Clock clock;

  /**
   * @param again for what is unloaded later
   */
  Arranging(
      PackageCache cache,
      Loading loading,
      ServingVersion.Again again,
      Serving serving,
      LoadMetrics metrics,
      Clock clock) {
    this.cache = cache;
    this.loading = loading;
    this.again = again;
    this.serving = serving;
    this.metrics = metrics;
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
      return loading.pause(waiting, "it failed inside: " + e);
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
    return switch (loading.load(registered, waiting)) {
      case Loaded(ServedModel model) -> {
        take(registered, model, waiting);
        yield Duration.ZERO;
      }
      case Refused _ -> Duration.ZERO;
      case Unreachable(String reason) -> {
        Duration longer = loading.pause(waiting, reason);
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
    arrange(registered.problem(), waiting, new ServingVersion(registered, model, again));
  }

  /** Until the champion can be had, the newest of those that lie on the own disk has to do. */
  private void serveKept(Waiting waiting) {
    if (waiting.serving().champion() > 0) {
      return;
    }
    for (RegisteredModel older : waiting.candidates()) {
      Optional<ServedModel> kept = loading.loadKept(older);
      if (kept.isPresent()) {
        place(
            older.problem(),
            waiting,
            new Wanted(older.version(), List.of()),
            new ServingVersion(older, kept.get(), again));
        return;
      }
    }
  }

  /**
   * @param fresh a version that has just been loaded; null where all that is wanted is there
   */
  private void arrange(ProblemName problem, Waiting waiting, @Nullable ServingVersion fresh) {
    Wanted serving = waiting.serving();
    Set<Integer> there = new HashSet<>(serving.versions());
    if (fresh != null) {
      there.add(fresh.version());
    }
    Wanted next = waiting.wanted().asFarAs(there, serving.champion());
    if (fresh != null && !next.versions().contains(fresh.version())) {
      fresh.model().retire();
    } else if (!next.equals(serving)) {
      place(problem, waiting, next, fresh);
    }
  }

  private void place(
      ProblemName problem, Waiting waiting, Wanted wanted, @Nullable ServingVersion fresh) {
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

  private Lineup lineup(ProblemName problem, Wanted wanted, @Nullable ServingVersion fresh) {
    Map<Integer, ServingVersion> there = new HashMap<>();
    serving
        .find(problem)
        .ifPresent(served -> served.all().forEach(each -> there.put(each.version(), each)));
    if (fresh != null) {
      there.put(fresh.version(), fresh);
    }
    List<Lineup.Tried> tried = new ArrayList<>();
    for (Challenger each : wanted.challengers()) {
      tried.add(new Lineup.Tried(each, find(there, each.version())));
    }
    return new Lineup(find(there, wanted.champion()), tried);
  }

  private static ServingVersion find(Map<Integer, ServingVersion> there, int version) {
    return Objects.requireNonNull(there.get(version), () -> "version %d".formatted(version));
  }
}
