package io.millrace.starter.problems;

import io.millrace.problem.ProblemName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Readers see an immutable map that a change replaces; changes and listeners take turns. */
final class LiveProblemCatalog implements ProblemCatalog {

  private final List<Listener> listeners = new ArrayList<>();
  private volatile SortedMap<ProblemName, VersionedProblem> problems = new TreeMap<>();

  @Override
  public Optional<VersionedProblem> find(ProblemName name) {
    return Optional.ofNullable(problems.get(name));
  }

  @Override
  public List<VersionedProblem> all() {
    return List.copyOf(problems.values());
  }

  @Override
  public synchronized void onChange(Listener listener) {
    listeners.add(listener);
    problems.values().forEach(listener::applied);
  }

  /** Listeners hear of it even if it is known already: a message that failed comes again. */
  synchronized void apply(VersionedProblem problem) {
    SortedMap<ProblemName, VersionedProblem> next = new TreeMap<>(problems);
    next.put(problem.problem().name(), problem);
    problems = next;
    tell(listener -> listener.applied(problem));
  }

  synchronized void delete(ProblemName name) {
    SortedMap<ProblemName, VersionedProblem> next = new TreeMap<>(problems);
    next.remove(name);
    problems = next;
    tell(listener -> listener.deleted(name));
  }

  /** One listener's failure keeps nothing from the others. */
  private void tell(Consumer<Listener> change) {
    RuntimeException failure = null;
    for (Listener listener : listeners) {
      failure = tell(listener, change, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException tell(
      Listener listener, Consumer<Listener> change, @Nullable RuntimeException earlier) {
    try {
      change.accept(listener);
      return earlier;
    } catch (RuntimeException e) {
      if (earlier == null) {
        return e;
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }
}
