package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
import io.millrace.problem.ProblemName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The latest alerts of all services, and the incidents that are open. For concurrent use. */
public final class AlertBoard {

  private final Deque<Posted> latestFirst = new ArrayDeque<>();
  private final Map<String, Alert> open = new LinkedHashMap<>();
  private final int bound;
  private long end;
  private long lost;
  private boolean stopped;

  public AlertBoard(int bound) {
    this.bound = bound;
  }

  public synchronized void add(Posted posted) {
    latestFirst.addFirst(posted);
    while (latestFirst.size() > bound) {
      lost = latestFirst.removeLast().place() + 1;
    }
    end = posted.place() + 1;
    track(posted.alert());
    notifyAll();
  }

  private void track(Alert alert) {
    Alert.Incident incident = alert.incident();
    if (incident == null) {
      return;
    }
    open.remove(incident.id());
    if (incident.state() != Alert.State.CLOSED) {
      open.put(incident.id(), alert);
    }
  }

  /**
   * @param problem empty for those of every problem
   * @return the latest first
   */
  public synchronized List<Alert> latest(Optional<ProblemName> problem) {
    return latestFirst.stream().map(Posted::alert).filter(alert -> isOf(problem, alert)).toList();
  }

  /**
   * What was last said of each incident that is open.
   *
   * @param problem empty for those of every problem
   * @return the latest first
   */
  public synchronized List<Alert> open(Optional<ProblemName> problem) {
    return List.copyOf(open.values()).reversed().stream()
        .filter(alert -> isOf(problem, alert))
        .toList();
  }

  private static boolean isOf(Optional<ProblemName> problem, Alert alert) {
    return problem.isEmpty() || problem.get().equals(alert.problem());
  }

  /** The place behind the last alert. */
  public synchronized long end() {
    return end;
  }

  /**
   * What came since.
   *
   * @param told in order; empty where nothing came
   * @param place behind it, to go on from
   * @param hasGap whether some that came are not kept any more
   * @param isEnd whether there will be no more
   */
  public record Heard(List<Posted> told, long place, boolean hasGap, boolean isEnd) {}

  /**
   * What comes next, as soon as something does.
   *
   * @param from the place from which on something was not told yet; 0 for all that are kept
   * @param problem empty for those of every problem
   * @param patience after which it is said that nothing came
   */
  public synchronized Heard next(long from, Optional<ProblemName> problem, Duration patience)
      throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    while (end <= from && !stopped && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = until - System.nanoTime();
    }
    List<Posted> told =
        List.copyOf(latestFirst).reversed().stream()
            .filter(posted -> posted.place() >= from && isOf(problem, posted.alert()))
            .toList();
    return new Heard(told, Math.max(from, end), from > 0 && lost > from, stopped);
  }

  /** Ends all waiting, for good. */
  public synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
