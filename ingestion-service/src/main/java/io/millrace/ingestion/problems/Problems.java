package io.millrace.ingestion.problems;

import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemError;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The problems as this service knows them: what it published itself counts at once, what others did
 * when the topic brings it. Safe for concurrent use.
 */
public final class Problems implements ProblemCatalog.Listener {

  private final Versions versions;
  private final ControlPublisher publisher;
  private final Clock clock;
  private final ReentrantLock changing = new ReentrantLock();
  private final Map<ProblemName, VersionedProblem> known = new ConcurrentHashMap<>();
  private final Map<ProblemName, Long> lastVersions = new HashMap<>();
  private final Echoes echoes = new Echoes();

  public Problems(Versions versions, ControlPublisher publisher, Clock clock) {
    this.versions = versions;
    this.publisher = publisher;
    this.clock = clock;
  }

  public Optional<VersionedProblem> find(ProblemName name) {
    return Optional.ofNullable(known.get(name));
  }

  /** All of them, by name. */
  public List<VersionedProblem> all() {
    return known.values().stream()
        .sorted((a, b) -> a.problem().name().compareTo(b.problem().name()))
        .toList();
  }

  /**
   * States a problem, and returns when the broker has it.
   *
   * @param name what the file's own must be
   */
  public Stated state(ProblemName name, Map<String, Object> definition, String correlationId) {
    return switch (ProblemFile.read(definition)) {
      case ProblemFile.Refused(List<ProblemError> errors) -> new Stated.Refused(errors);
      case ProblemFile.Accepted(Problem problem) when !problem.name().equals(name) ->
          new Stated.Refused(
              List.of(
                  new ProblemError(
                      "problem",
                      problem.name().value(),
                      name + ", the name in the address it is sent to")));
      case ProblemFile.Accepted(Problem problem) -> publish(problem, definition, correlationId);
    };
  }

  private Stated publish(Problem problem, Map<String, Object> definition, String correlationId) {
    changing.lock();
    try {
      @Nullable VersionedProblem before = known.get(problem.name());
      if (before != null && isSame(before.definition(), definition)) {
        return new Stated.Unchanged(before.version());
      }
      long version =
          versions.claimAfter(problem.name(), lastVersions.getOrDefault(problem.name(), 0L));
      publisher.publish(
          new ProblemApplied(problem.name(), version, definition, clock.instant()), correlationId);
      echoes.expectStatement(problem.name(), version);
      remember(new VersionedProblem(problem, version, definition));
      return new Stated.Published(version, before == null);
    } finally {
      changing.unlock();
    }
  }

  /** Also the order counts: that of the features is the model's. */
  private static boolean isSame(Map<String, Object> before, Map<String, Object> now) {
    return before.equals(now) && before.toString().equals(now.toString());
  }

  /** Takes a problem away; says whether it was there. */
  public boolean delete(ProblemName name, String correlationId) {
    changing.lock();
    try {
      if (!known.containsKey(name)) {
        return false;
      }
      publisher.publish(new ProblemDeleted(name, clock.instant()), correlationId);
      forget(name);
      echoes.expectDeletion(name);
      return true;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void applied(VersionedProblem problem) {
    ProblemName name = problem.problem().name();
    changing.lock();
    try {
      if (!echoes.isOlderThanOwn(name, problem.version())) {
        remember(problem);
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void deleted(ProblemName name) {
    changing.lock();
    try {
      if (!echoes.isDeletionOlderThanOwn(name)) {
        forget(name);
      }
    } finally {
      changing.unlock();
    }
  }

  private void remember(VersionedProblem problem) {
    ProblemName name = problem.problem().name();
    known.put(name, problem);
    lastVersions.merge(name, problem.version(), Math::max);
  }

  private void forget(ProblemName name) {
    known.remove(name);
  }
}
