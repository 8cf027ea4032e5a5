package io.millrace.inference.load;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.web.Correlation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings those versions of each problem to serve that its traffic names: the champion, and whoever
 * is tried beside it. Versions and decisions may be told in bursts and in any order: what is loaded
 * follows from all of them, and one that is refused is not tried again. Nothing here waits on the
 * caller's thread.
 */
public final class ModelLoader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  /** Within it the rest of a burst arrives. */
  private static final Duration SETTLE = Duration.ofMillis(100);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Arranging arranging;
  private final Reloading reloading;
  private final Map<ProblemName, Waiting> problems = new ConcurrentHashMap<>();
  private final UnderWay underWay = new UnderWay();
  private final ScheduledExecutorService workers;
  private volatile CountDownLatch begun = new CountDownLatch(0);
  private volatile boolean caughtUp;

  /**
   * @param cache a local folder for packages
   * @param memory that models are loaded into
   * @param pause after which a store that did not answer is tried again, and twice that the next
   *     time
   */
  public ModelLoader(
      BlobStore blobs,
      Path cache,
      Serving serving,
      ModelMemory memory,
      Refusals refusals,
      MeterRegistry meters,
      Clock clock,
      Duration pause) {
    this.workers =
        Executors.newScheduledThreadPool(3, Thread.ofPlatform().name("load-", 0).factory());
    PackageCache packages = new PackageCache(cache, blobs);
    LoadMetrics metrics = new LoadMetrics(meters);
    Loading loading =
        new Loading(
            new PackageLoader(packages, memory, clock),
            new RefusalTelling(new RefusalNews(blobs, refusals, clock), workers, LONGEST_PAUSE),
            metrics,
            new RetryPause(pause, LONGEST_PAUSE));
    this.reloading = new Reloading(loading, metrics, this::waiting, this::refused);
    this.arranging = new Arranging(packages, loading, reloading, serving, metrics, clock);
  }

  /** A version was registered. */
  public void registered(RegisteredModel model) {
    if (waiting(model.problem()).offer(model)) {
      begin(model.problem(), SETTLE);
    }
  }

  /** It was decided who serves a problem, perhaps before a decision that was told already. */
  public void decided(ProblemName problem, Traffic traffic) {
    if (waiting(problem).decided(traffic)) {
      begin(problem, SETTLE);
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

  /** Loads nothing for now: what is known yet may have been overtaken by a later decision. */
  public void hold() {
    begun = new CountDownLatch(1);
  }

  /** Loads what has been held back. */
  public void begin() {
    begun.countDown();
  }

  /**
   * Waits until everything named so far serves or is refused.
   *
   * @return whether that came about in time
   */
  public boolean awaitIdle(Duration patience) throws InterruptedException {
    return underWay.awaitZero(patience);
  }

  /** A version, as it was announced. */
  public Optional<RegisteredModel> find(ProblemName problem, int version) {
    return Optional.ofNullable(problems.get(problem)).flatMap(waiting -> waiting.find(version));
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

  private void refused(ProblemName problem) {
    if (waiting(problem).call()) {
      begin(problem, Duration.ZERO);
    }
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
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Waiting waiting = waiting(problem);
    Correlation.run(
        waiting.correlationId().orElseGet(Correlation::create),
        () -> goOn(problem, waiting, arranging.step(problem, waiting)));
  }

  private void goOn(ProblemName problem, Waiting waiting, Duration after) {
    if (waiting.goesOn()) {
      send(problem, after);
    } else {
      underWay.down();
    }
  }

  @Override
  public void close() {
    reloading.close();
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
