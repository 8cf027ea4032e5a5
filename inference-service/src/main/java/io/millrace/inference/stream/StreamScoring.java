package io.millrace.inference.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.Serving;
import io.millrace.inference.score.Scorer;
import io.millrace.inference.score.Trials;
import io.millrace.inference.traffic.RequestCounts;
import io.millrace.problem.ProblemName;
import io.millrace.starter.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Listens to the events of each problem that a model serves, from the first event on: those sent
 * before there was a model are predicted when it comes. A listener that ends, for whatever reason,
 * is begun anew for as long as its problem is served.
 */
public final class StreamScoring implements Serving.Listener, AutoCloseable {

  /** Who says so in the messages. */
  public static final String SOURCE = "/millrace/inference-service";

  static final String SERVICE = "inference-service";

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Listeners listeners;
  private final StreamCounts counts;
  private final Clock clock;
  private final Map<ProblemName, ProblemStream> streams = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch-streams").daemon().factory());

  /**
   * @param instance different for each replica, and the same when one starts again
   * @param batch how many events are scored in a call at most
   * @param concurrency how many threads read a problem's events
   * @param exactlyOnce whether in transactions
   */
  public record Settings(String instance, int batch, int concurrency, boolean exactlyOnce) {}

  /**
   * @param consumers whose configuration is used
   * @param producers whose configuration is used
   */
  public StreamScoring(
      ConsumerFactory<?, ?> consumers,
      ProducerFactory<?, ?> producers,
      Scorer scorer,
      Trials trials,
      MeterRegistry meters,
      RequestCounts requests,
      Clock clock,
      Settings settings,
      Traces traces) {
    this.counts = new StreamCounts(meters, requests);
    this.listeners =
        new Listeners(consumers, producers, scorer, trials, clock, counts, settings, traces);
    this.clock = clock;
    var _ =
        watch.scheduleWithFixedDelay(
            this::tend, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void started(ServedProblem problem) {
    ProblemName name = problem.name();
    ProblemStream stream =
        new ProblemStream(name, () -> listeners.make(problem), () -> counts.restarted(name));
    streams.put(name, stream);
    stream.tend(clock.instant());
  }

  @Override
  public void stopping(ServedProblem problem) {
    ProblemStream stopped = streams.remove(problem.name());
    if (stopped != null) {
      stopped.stop();
    }
  }

  /** The problems whose events ought to be listened to and are not, for the moment. */
  public List<ProblemName> interrupted() {
    return streams.entrySet().stream()
        .filter(stream -> !stream.getValue().runs())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void tend() {
    streams.values().forEach(stream -> stream.tend(clock.instant()));
  }

  @Override
  public void close() {
    watch.shutdownNow();
    streams.values().forEach(ProblemStream::stop);
    streams.clear();
  }
}
