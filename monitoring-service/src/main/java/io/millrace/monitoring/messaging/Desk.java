package io.millrace.monitoring.messaging;

import io.millrace.monitoring.MonitoringSettings;
import io.millrace.monitoring.alert.IncidentNews;
import io.millrace.monitoring.alert.Incidents;
import io.millrace.monitoring.judge.Decisions;
import io.millrace.monitoring.judge.Enforcement;
import io.millrace.monitoring.observe.Baselines;
import io.millrace.monitoring.observe.Watch;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the known problems' messages and their upkeep are worked through.
 *
 * @param handovers of the problems' memories, by what tells problems and their generations apart
 * @param began when it was opened
 */
record Desk(
    ProblemCatalog catalog,
    Baselines baselines,
    Decisions decisions,
    Clock clock,
    MonitoringSettings settings,
    KeyValueStore<String, byte[]> store,
    Outlet outlet,
    Map<String, Handover> handovers,
    Instant began) {

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  Optional<Problem> problem(ProblemName name) {
    return catalog.find(name).map(VersionedProblem::problem);
  }

  void handle(Problem problem, List<? extends Input> messages) {
    Generation generation = Generation.of(problem.name(), store);
    work(
        problem,
        generation,
        memory -> {
          Watch watch = watch(problem, memory);
          Enforcement enforcement = enforcement(problem, memory);
          for (Input message : messages) {
            if (message.context().time().isAfter(generation.began())) {
              tell(message, watch, enforcement);
            } else {
              outlet.refusals().former(message.place());
            }
          }
        });
  }

  private void tell(Input message, Watch watch, Enforcement enforcement) {
    try {
      outlet.send(message.tell(watch, enforcement));
    } catch (MalformedMessageException e) {
      outlet.setAside(message.unread(), String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("{} cannot be worked through", message.place(), e);
      outlet.setAside(message.unread(), "it cannot be worked through: " + e);
    }
  }

  private void work(Problem problem, Generation generation, Consumer<StoredMemory> task) {
    Keys keys = generation.keys(problem.name());
    Handover before =
        handovers.computeIfAbsent(
            keys.progress(), _ -> Handover.of(StoredCases.places(store, keys)));
    boolean isWritten = false;
    try {
      StoredMemory memory = new StoredMemory(store, keys, before);
      task.accept(memory);
      memory.write();
      isWritten = true;
    } finally {
      if (!isWritten) {
        handovers.remove(keys.progress());
      }
    }
  }

  /** Judges windows that waited for their baseline. */
  void judgeHeld() {
    each(Keys.WINDOW, (problem, memory) -> outlet.send(watch(problem, memory).judgeHeld()));
  }

  /** Brings verdicts into force, as far as the blob store answers. */
  void settle() {
    each(Keys.VERDICT, (problem, memory) -> outlet.send(enforcement(problem, memory).settle()));
  }

  /**
   * Forgets events that have waited too long, closes idle windows, and publishes decisions that
   * nobody heard of.
   */
  void tidy() {
    each(Keys.ROLLOUTS, (problem, memory) -> outlet.send(enforcement(problem, memory).mend()));
    Instant retention = clock.instant().minus(settings.retention());
    each(Keys.PROGRESS, (problem, memory) -> watch(problem, memory).forgetBefore(retention));
    each(Keys.PROGRESS, (problem, memory) -> outlet.send(watch(problem, memory).rest(began)));
  }

  /** Closes what was open of a problem that is no longer there. */
  void end(ProblemName name, Generation past, String correlationId) {
    IncidentNews news = new IncidentNews(name, clock);
    Keys keys = past.keys(name);
    handovers.remove(keys.progress());
    outlet.send(
        new Incidents(new StoredMemory(store, keys, Handover.of(new EventPlaces())), clock)
            .retire(_ -> true).stream()
                .map(open -> news.ended(open, "The problem was deleted.", correlationId))
                .toList());
  }

  /** What was found last of each problem. */
  List<WatchGauges.Rows> found() {
    List<WatchGauges.Rows> found = new ArrayList<>();
    each(
        Keys.PROGRESS,
        (problem, memory) -> found.add(WatchGauges.Rows.of(problem, memory, clock.instant())));
    return found;
  }

  /** A fault in one problem's upkeep stops neither the others nor the stream. */
  private void each(String kind, BiConsumer<Problem, StoredMemory> task) {
    for (ProblemName name : problemsOf(kind)) {
      try {
        problem(name)
            .ifPresent(
                problem ->
                    work(
                        problem,
                        Generation.of(name, store),
                        memory -> task.accept(problem, memory)));
      } catch (KafkaException e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.error("{} cannot be looked after", name, e);
      }
    }
  }

  private Set<ProblemName> problemsOf(String kind) {
    Set<ProblemName> found = new TreeSet<>();
    try (KeyValueIterator<String, byte[]> entries =
        store.prefixScan(Keys.all(kind), new StringSerializer())) {
      entries.forEachRemaining(entry -> found.add(Keys.problemOf(entry.key)));
    }
    return found;
  }

  private Enforcement enforcement(Problem problem, StoredMemory memory) {
    return new Enforcement(problem.name(), memory.rollouts(), decisions, clock);
  }

  private Watch watch(Problem problem, StoredMemory memory) {
    return new Watch(
        problem, memory, baselines, clock, settings.pending(), settings.rollout().rules());
  }
}
