package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every problem that a model serves. */
public final class Serving implements AutoCloseable {

  private final Map<ProblemName, ServedProblem> problems = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** Hears when the first model of a problem serves, and when the problem is going to go. */
  public interface Listener {
    void started(ServedProblem problem);

    /** Called while the model still serves, which it does until this returns. */
    void stopping(ServedProblem problem);
  }

  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /** Empty while no model serves the problem. */
  public Optional<ServedProblem> find(ProblemName problem) {
    return Optional.ofNullable(problems.get(problem));
  }

  /** All problems with a model in memory, but for one. */
  List<ServedProblem> loadedBut(ProblemName one) {
    return problems.values().stream()
        .filter(problem -> !problem.name().equals(one) && problem.isLoaded())
        .toList();
  }

  /** Lets these serve a problem from here on. One thread at a time for a problem. */
  void arrange(ProblemName name, Lineup lineup, Instant now) {
    ServedProblem served = problems.get(name);
    if (served != null) {
      served.arrange(lineup, now);
      return;
    }
    ServedProblem first = new ServedProblem(name);
    first.arrange(lineup, now);
    problems.put(name, first);
    listeners.forEach(listener -> listener.started(first));
  }

  /** One thread at a time for a problem. */
  void retire(ProblemName name) {
    ServedProblem served = problems.remove(name);
    if (served != null) {
      listeners.forEach(listener -> listener.stopping(served));
      served.retire();
    }
  }

  @Override
  public void close() {
    new ArrayList<>(problems.keySet()).forEach(this::retire);
  }
}
