package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Label;
import io.millrace.event.Prediction;
import io.millrace.message.ControlMessage;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The watch over one problem: takes predictions and ground truth in any order, and says what others
 * should know. All it knows is in the memory, so one that starts in the middle goes on as if it had
 * been there from the beginning.
 */
public final class Watch {

  private final Memory memory;
  private final CaseBook cases;
  private final DriftWatch drift;
  private final PerformanceWatch performance;

  public Watch(Problem problem, Memory memory, Baselines baselines, Clock clock, int pending) {
    this.memory = memory;
    this.cases = new CaseBook(memory, clock, pending);
    this.drift = new DriftWatch(problem, memory, baselines, clock);
    this.performance = new PerformanceWatch(problem, memory, clock);
  }

  /** An event's second prediction by the same version is the first one delivered again. */
  public List<ControlMessage> predicted(Prediction prediction) {
    Case known = memory.findCase(prediction.eventId()).orElse(Case.NEW);
    int version = prediction.modelVersion();
    if (known.by(version).isPresent()) {
      return List.of();
    }
    Standing standing = new Standing(memory.progress());
    List<ControlMessage> news = new ArrayList<>();
    standing.move(progress -> cases.admit(prediction.eventId(), known, progress));
    standing.move(progress -> meet(prediction, progress.current(version)));
    standing.move(progress -> drift.add(prediction, progress, news));
    Answer answer = Answer.of(prediction);
    if (known.truth() != null) {
      answer = performance.add(answer, known.truth(), standing, news);
    }
    memory.keepCase(prediction.eventId(), known.with(answer));
    memory.keep(standing.progress());
    return news;
  }

  /** The latest truth of an event counts. */
  public List<ControlMessage> labelled(EventId event, GroundTruth truth) {
    Case known = memory.findCase(event).orElse(Case.NEW);
    Standing standing = new Standing(memory.progress());
    List<ControlMessage> news = new ArrayList<>();
    standing.move(progress -> cases.admit(event, known, progress));
    String value = Label.of(truth.value());
    Case state = known.withTruth(value);
    for (Answer answer : known.answers()) {
      state = state.with(performance.add(answer, value, standing, news));
    }
    memory.keepCase(event, state);
    memory.keep(standing.progress());
    return news;
  }

  /** Drops what has waited too long for its other half. */
  public void forgetBefore(Instant time) {
    memory.keep(cases.forgetBefore(time, memory.progress()));
  }

  /** Makes room for a version that predicts for the first time. */
  private Progress meet(Prediction prediction, Progress progress) {
    if (progress.versions().containsKey(prediction.modelVersion())) {
      return progress;
    }
    List<String> classes =
        prediction.probabilities() == null
            ? List.of()
            : List.copyOf(new TreeSet<>(prediction.probabilities().keySet()));
    Progress met = progress.with(prediction.modelVersion(), VersionProgress.start(classes));
    for (int surplus : met.surplus()) {
      memory.forget(surplus);
      met = met.without(surplus);
    }
    return met;
  }
}
