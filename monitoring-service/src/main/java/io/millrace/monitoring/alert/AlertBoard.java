package io.millrace.monitoring.alert;

import io.millrace.message.Alert;
import io.millrace.problem.ProblemName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest alerts of all services. Safe for concurrent use. */
public final class AlertBoard {

  private final Deque<Alert> latestFirst = new ArrayDeque<>();
  private final int bound;

  public AlertBoard(int bound) {
    this.bound = bound;
  }

  public synchronized void add(Alert alert) {
    latestFirst.addFirst(alert);
    while (latestFirst.size() > bound) {
      latestFirst.removeLast();
    }
  }

  /**
   * @param problem empty for those of every problem
   * @return the latest first
   */
  public synchronized List<Alert> latest(Optional<ProblemName> problem) {
    return latestFirst.stream()
        .filter(alert -> problem.isEmpty() || problem.get().equals(alert.problem()))
        .toList();
  }
}
