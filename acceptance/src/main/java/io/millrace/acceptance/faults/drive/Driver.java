package io.millrace.acceptance.faults.drive;

import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.HarnessFailure;
import io.millrace.acceptance.faults.part.Progress;
import io.millrace.acceptance.faults.part.ServiceKind;
import io.millrace.acceptance.faults.part.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Devices that send the known events in small batches at a steady rate, each batch to an instance
 * of ingestion taken at random; and an application that asks for predictions now and then.
 */
public final class Driver {

  private static final int BATCH = 20;
  private static final int MOST_WAITING = 200;
  private static final Duration TRUTH_AFTER = Duration.ofSeconds(2);
  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Doors doors;
  private final EventSource events;
  private final boolean resend;
  private final Api api = new Api();
  private final Ledger ledger = new Ledger();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Refusals refusals = new Refusals();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private volatile Histogram histogram = new Histogram();
  private volatile Histogram predicting = new Histogram();
  private int next;

  /**
   * @param resend whether a batch that was not acknowledged is sent again, with the same ids, until
   *     it is
   */
  public Driver(Cluster cluster, long seed, boolean resend) {
    this.doors = new Doors(cluster, seed);
    this.events = new EventSource(seed);
    this.resend = resend;
  }

  /** States the problem, and begins to send. */
  public void start(int rate, Progress progress) {
    new Statement(doors, api).make();
    long micros = TimeUnit.SECONDS.toMicros(1) * BATCH / rate;
    clock.scheduleAtFixedRate(this::tick, 0, micros, TimeUnit.MICROSECONDS);
    clock.scheduleAtFixedRate(this::predict, 1_000, 700, TimeUnit.MILLISECONDS);
    progress.say("sending %d events a second, %d at a time", rate, BATCH);
  }

  private void tick() {
    if (!waiting.tryAcquire()) {
      return; // too many are without an answer; devices wait too
    }
    int from = next;
    next += BATCH;
    ledger.sent(from, next);
    String url = doors.any(ServiceKind.INGESTION, "/events");
    Thread.ofVirtual().start(() -> send(from, from + BATCH, url));
  }

  private void send(int from, int to, String url) {
    try {
      if (deliver(from, to, url, body(from, to, false))) {
        ledger.acknowledged(from, to);
        tellLater(from, to);
      }
    } finally {
      waiting.release();
    }
  }

  private void tellLater(int from, int to) {
    try {
      clock.schedule(() -> tell(from, to), TRUTH_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // it has just been stopped: these labels are never sent
    }
  }

  private boolean deliver(int from, int to, String url, String body) {
    boolean accepted = accepts(api.post(url, doors.token("device"), NDJSON, body));
    while (!accepted && resend && !clock.isShutdown()) {
      ledger.sentAgain(from, to);
      Waiting.until(AGAIN, clock::isShutdown);
      accepted =
          accepts(
              api.post(
                  doors.any(ServiceKind.INGESTION, "/events"),
                  doors.token("device"),
                  NDJSON,
                  body));
    }
    return accepted;
  }

  private static final String NDJSON = "application/x-ndjson";

  private void tell(int from, int to) {
    String url = doors.any(ServiceKind.INGESTION, "/ground-truth");
    Thread.ofVirtual()
        .start(
            () -> {
              if (accepts(api.post(url, doors.token("device"), NDJSON, body(from, to, true)))) {
                ledger.truthAcknowledged(from, to);
              }
            });
  }

  private String body(int from, int to, boolean truth) {
    return IntStream.range(from, to)
        .filter(number -> !truth || !EventSource.isLabelled(number))
        .mapToObj(number -> truth ? events.truth(number) : events.line(number))
        .collect(Collectors.joining());
  }

  private boolean accepts(Api.Outcome outcome) {
    histogram.add(outcome);
    if (outcome instanceof Api.Outcome.Answered answer) {
      boolean whole = answer.status() == 202 && answer.body().contains("\"refused\":0");
      if (!whole && (answer.status() == 202 || isFault(answer.status()))) {
        refusals.add(answer.status(), answer.body());
      }
      return whole;
    }
    return false;
  }

  /** What no fault excuses: a good event refused, or a 500. */
  private static boolean isFault(int status) {
    return status == 500 || (status >= 400 && status < 500 && status != 429);
  }

  private void predict() {
    String url = doors.any(ServiceKind.INFERENCE, "/predict");
    String row = events.row(next);
    Thread.ofVirtual()
        .start(
            () ->
                predicting.add(api.post(url, doors.token("application"), "application/json", row)));
  }

  /** Sends no more, and waits for the answers that are due. */
  public void stop() {
    clock.shutdown();
    try {
      boolean drained =
          waiting.tryAcquire(MOST_WAITING, END.toSeconds(), TimeUnit.SECONDS)
              && clock.awaitTermination(END.toSeconds(), TimeUnit.SECONDS);
      if (!drained) {
        throw new HarnessFailure("requests without an answer after " + END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HarnessFailure("interrupted", e);
    }
  }

  /** Whether a request to predict has been answered since the last look at the histogram. */
  public boolean isServed() {
    return predicting.count("200") > 0;
  }

  public Ledger ledger() {
    return ledger;
  }

  /** Good events that were refused, and internal errors; there should be none. */
  public List<String> refusals() {
    return refusals.all();
  }

  /** Of events and ground truth since the last call. */
  public Histogram takeHistogram() {
    Histogram taken = histogram;
    histogram = new Histogram();
    return taken;
  }

  /** Of requests to predict since the last call. */
  public Histogram takePredicting() {
    Histogram taken = predicting;
    predicting = new Histogram();
    return taken;
  }
}
