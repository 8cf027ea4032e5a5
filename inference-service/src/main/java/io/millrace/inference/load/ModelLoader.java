package io.millrace.inference.load;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.load.LoadOutcome.Loaded;
import io.millrace.inference.load.LoadOutcome.Refused;
import io.millrace.inference.load.LoadOutcome.Unreachable;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.web.Correlation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the newest sound version of each problem to serve. Versions may be named in bursts and in
 * any order: of those waiting only the newest is loaded, an older one replaces no newer one, and
 * one that is refused is not tried again. Nothing here waits on the caller's thread.
 */
public final class ModelLoader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  /** Within it the rest of a burst arrives. */
  private static final Duration SETTLE = Duration.ofMillis(100);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final PackageCache cache;
  private final PackageLoader packages;
  private final Serving serving;
  private final RefusalTelling telling;
  private final LoadMetrics metrics;
  private final Duration pause;
  private final Map<ProblemName, Waiting> problems = new ConcurrentHashMap<>();
  private final UnderWay underWay = new UnderWay();
  private final ScheduledExecutorService workers;
  private volatile boolean caughtUp;

  /**
   * @param cache a local folder for packages
   * @param pause after which a store that did not answer is tried again, and twice that the next
   *     time
   */
  public ModelLoader(
      BlobStore blobs,
      Path cache,
      Serving serving,
      Refusals refusals,
      MeterRegistry meters,
      Clock clock,
      Duration pause) {
    this.cache = new PackageCache(cache, blobs);
    this.packages = new PackageLoader(this.cache, clock);
    this.serving = serving;
    this.metrics = new LoadMetrics(meters);
    this.pause = pause;
    this.workers =
        Executors.newScheduledThreadPool(3, Thread.ofPlatform().name("load-", 0).factory());
    this.telling =
        new RefusalTelling(new RefusalNews(blobs, refusals, clock), workers, LONGEST_PAUSE);
  }

  /** A version was registered. */
  public void registered(RegisteredModel model) {
    if (waiting(model.problem()).offer(model)) {
      begin(model.problem(), SETTLE);
    }
  }

  /** A problem was stated, perhaps not for the first time. */
  public void stated(ProblemName problem) {
    if (waiting(problem).stated()) {
      begin(problem, SETTLE);
    }
  }

  /** A problem was taken away. */
  public void deleted(ProblemName problem) {
    if (waiting(problem).gone()) {
      begin(problem, Duration.ZERO);
    }
  }

  /**
   * Waits until everything named so far serves or is refused.
   *
   * @return whether that came about in time
   */
  public boolean awaitIdle(Duration patience) throws InterruptedException {
    return underWay.awaitZero(patience);
  }

  /** How a problem stands. */
  public Optional<Standing> standing(ProblemName problem) {
    return Optional.ofNullable(problems.get(problem)).map(Waiting::standing);
  }

  /** How all problems stand that something is known of. */
  public SortedMap<ProblemName, Standing> standings() {
    SortedMap<ProblemName, Standing> standings =
        new TreeMap<>(Comparator.comparing(ProblemName::value));
    problems.forEach((problem, waiting) -> standings.put(problem, waiting.standing()));
    return standings;
  }

  /** What was registered before the start has been looked at. */
  public void caughtUp() {
    caughtUp = true;
  }

  public boolean isCaughtUp() {
    return caughtUp;
  }

  private Waiting waiting(ProblemName problem) {
    return problems.computeIfAbsent(problem, _ -> new Waiting());
  }

  private void begin(ProblemName problem, Duration after) {
    underWay.up();
    send(problem, after);
  }

  private void send(ProblemName problem, Duration after) {
    workers.schedule(() -> work(problem), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void work(ProblemName problem) {
    Waiting waiting = waiting(problem);
    String correlationId =
        waiting.newest().map(RegisteredModel::correlationId).orElseGet(Correlation::create);
    Correlation.run(correlationId, () -> goOn(problem, waiting, step(problem, waiting)));
  }

  private void goOn(ProblemName problem, Waiting waiting, Duration after) {
    if (waiting.goesOn()) {
      send(problem, after);
    } else {
      underWay.down();
    }
  }

  /**
   * Whatever goes wrong is tried again: a problem whose worker died would get no model any more.
   *
   * @return how long to wait before the next one
   */
  private Duration step(ProblemName problem, Waiting waiting) {
    try {
      if (waiting.isLeaving()) {
        leave(problem, waiting);
      }
      return waiting.newest().map(newest -> load(newest, waiting)).orElse(Duration.ZERO);
    } catch (RuntimeException | Error e) {
      LOG.error("Loading a model for {} failed", problem, e);
      return pause(waiting.failed("it failed inside: " + e));
    }
  }

  private void leave(ProblemName problem, Waiting waiting) {
    serving.retire(problem);
    waiting.left();
    metrics.retired(problem);
    if (!waiting.standing().stated()) {
      cache.keepOnly(problem, Set.of());
    }
    LOG.info("{} is gone, and no model serves it", problem);
  }

  /**
   * @return how long to wait before going on
   */
  private Duration load(RegisteredModel registered, Waiting waiting) {
    return switch (packages.load(registered)) {
      case Loaded(ServedModel model) -> {
        serve(registered, model, waiting);
        yield Duration.ZERO;
      }
      case Refused(String reason) -> {
        refuse(registered, reason, waiting);
        yield Duration.ZERO;
      }
      case Unreachable(String reason) -> {
        Duration pause = retry(registered, reason, waiting);
        serveKept(waiting);
        yield pause;
      }
    };
  }

  private void serve(RegisteredModel registered, ServedModel model, Waiting waiting) {
    if (!waiting.wants(registered)) {
      model.close();
      return;
    }
    int before = waiting.serving();
    serving.swap(model);
    waiting.serves(registered.version());
    metrics.swapped(registered);
    LOG.info("Version {} of {} serves", registered.version(), registered.problem());
    cache.keepOnly(
        registered.problem(),
        Set.of(registered.version(), Math.min(before, registered.version() - 1)));
  }

  /** Until the newest can be had, the newest of those that lie on the own disk has to do. */
  private void serveKept(Waiting waiting) {
    if (waiting.serving() > 0) {
      return;
    }
    for (RegisteredModel older : waiting.candidates()) {
      Optional<ServedModel> kept = packages.loadKept(older);
      if (kept.isPresent()) {
        String trouble = waiting.standing().trouble().orElse("");
        serve(older, kept.get(), waiting);
        int _ = waiting.failed(trouble);
        return;
      }
    }
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
    return pause(waiting.failed(reason));
  }

  private Duration pause(int failures) {
    Duration longer = pause.multipliedBy(1L << Math.min(failures - 1, 10));
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("A model is still being loaded while the service stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
