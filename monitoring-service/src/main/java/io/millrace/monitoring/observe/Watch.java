package io.millrace.monitoring.observe;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Label;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.message.TrafficObserved;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.judge.Bench;
import io.millrace.monitoring.judge.Circumstances;
import io.millrace.monitoring.judge.Pair;
import io.millrace.monitoring.judge.Rules;
import io.millrace.problem.Monitor;
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
  private final Clock clock;
  private final CaseBook cases;
  private final Announcer announcer;
  private final EstimateWatch estimates;
  private final LabelWatch labels;
  private final DriftWatch drift;
  private final PerformanceWatch performance;
  private final ConceptWatch concept;
  private final ForecastWatch forecasts;
  private final Bench bench;
  private final TrafficWatch traffic;
  private final Monitor monitor;

  /**
   * @param pending how many events are remembered
   * @param rules by which challengers are judged
   */
  public Watch(
      Problem problem, Memory memory, Baselines baselines, Clock clock, int pending, Rules rules) {
    this.memory = memory;
    this.clock = clock;
    this.cases = new CaseBook(memory, clock, pending);
    this.announcer = new Announcer(problem, memory, clock);
    this.estimates = new EstimateWatch(problem, memory, baselines, announcer);
    this.labels = new LabelWatch(memory);
    this.drift = new DriftWatch(problem, memory, baselines, estimates, announcer, clock);
    this.performance = new PerformanceWatch(problem, memory, estimates, announcer, clock);
    this.concept = new ConceptWatch(problem, memory, baselines, announcer, clock);
    this.forecasts = new ForecastWatch(problem, memory);
    this.traffic = new TrafficWatch(problem, memory, announcer, clock);
    this.bench = new Bench(problem, memory.rollouts(), rules);
    this.monitor = problem.monitor();
  }

  /**
   * An event's second prediction by the same version is the first one delivered again, or that of
   * an event which was sent again.
   */
  public List<News> predicted(Told told) {
    Prediction prediction = told.prediction();
    String correlationId = told.correlationId();
    Case known = memory.findCase(prediction.eventId()).orElse(Case.NEW);
    if (known.by(told.version()).isPresent()) {
      meetAgain(known, told);
      return List.of();
    }
    Standing standing = new Standing(memory.progress());
    List<News> news = new ArrayList<>();
    standing.move(progress -> cases.admit(prediction.eventId(), known, progress));
    int before = standing.progress().current();
    standing.move(progress -> meet(prediction, progress.current(served(prediction, progress))));
    if (standing.progress().current() != before) {
      note(new Swap(before, standing.progress().current(), clock.instant()));
      announcer.retire(standing.progress(), correlationId, news);
    }
    standing.move(progress -> drift.add(told, progress, news));
    estimates.speak(told, standing.progress(), news);
    labels.predicted(told, known);
    forecasts.add(prediction, told.entity(), standing.progress().versions().keySet());
    Answer answer = Answer.of(told);
    if (known.truth() != null) {
      var truth = new PerformanceWatch.Known(prediction.eventId(), known.truth(), correlationId);
      answer = count(answer, truth, standing, news);
    }
    memory.keepCase(
        prediction.eventId(),
        known.with(answer).comparing(compare(prediction, known, standing, correlationId)));
    memory.keep(standing.progress());
    return news;
  }

  private void note(Swap swap) {
    if (!swap.isEchoOf(memory.latest(Journal.SWAPS, _ -> true).orElse(null))) {
      memory.append(Journal.SWAPS, swap);
    }
  }

  private void meetAgain(Case known, Told told) {
    Progress progress = memory.progress();
    if (monitor.dataQuality()
        && progress.versions().containsKey(told.version())
        && known.answers().stream().noneMatch(answer -> answer.isOf(told))) {
      memory.keep(drift.addDuplicate(told.version(), progress));
    }
  }

  /** The version that answers whoever no canary answers. */
  private static int served(Prediction prediction, Progress progress) {
    boolean canary = prediction.role() == Role.CANARY && progress.current() != 0;
    return canary ? progress.current() : prediction.modelVersion();
  }

  private List<Pair> compare(
      Prediction prediction, Case known, Standing standing, String correlationId) {
    if (prediction.beside() == null || !known.compared().isEmpty()) {
      return known.compared();
    }
    Circumstances now = circumstances(standing, correlationId);
    List<Pair> pairs = bench.met(prediction, now);
    return known.truth() == null ? pairs : bench.labelled(pairs, known.truth(), now);
  }

  private Circumstances circumstances(Standing standing, String correlationId) {
    return new Circumstances(
        correlationId, standing.progress().isLabelled(monitor.drift().window().rows()));
  }

  /** An event was refused, which the version that answers now would have predicted. */
  public void refused() {
    Progress progress = memory.progress();
    if (monitor.dataQuality() && progress.versions().containsKey(progress.current())) {
      memory.keep(drift.addRefused(progress.current(), progress));
    }
  }

  /**
   * The latest truth of an event counts.
   *
   * @param at when it came
   */
  public List<News> labelled(EventId event, GroundTruth truth, Instant at, String correlationId) {
    Case known = memory.findCase(event).orElse(Case.NEW);
    Standing standing = new Standing(memory.progress());
    List<News> news = new ArrayList<>();
    standing.move(progress -> cases.admit(event, known, progress));
    labels.labelled(known, at);
    String value = Label.of(truth.value());
    Case state = known.withTruth(value);
    var now = new PerformanceWatch.Known(event, value, correlationId);
    for (Answer answer : known.answers()) {
      state = state.with(count(answer, now, standing, news));
    }
    List<Pair> compared =
        bench.labelled(known.compared(), value, circumstances(standing, correlationId));
    memory.keepCase(event, state.comparing(compared));
    memory.keep(standing.progress());
    return news;
  }

  private Answer count(
      Answer answer, PerformanceWatch.Known truth, Standing standing, List<News> news) {
    Answer counted = performance.add(answer, truth, standing, news);
    if (counted.place() != answer.place()) {
      concept.add(counted, truth, standing.progress(), news);
    }
    return counted;
  }

  /** What an instance of inference was asked for a while. */
  public List<News> observed(TrafficObserved observed, String correlationId) {
    List<News> news = new ArrayList<>();
    traffic.add(observed, correlationId, memory.progress().current(), news);
    return news;
  }

  /** Judges windows that were held, as far as their baselines can be had now. */
  public List<News> judgeHeld() {
    Standing standing = new Standing(memory.progress());
    List<News> news = new ArrayList<>();
    standing
        .progress()
        .versions()
        .forEach(
            (version, progress) -> {
              if (progress.held() > 0) {
                standing.move(before -> drift.release(version, before, news));
              }
            });
    memory.keep(standing.progress());
    return news;
  }

  /**
   * Closes windows that nothing will come to any more, and incidents that nobody looks at any more.
   *
   * @param began when this process began to listen
   */
  public List<News> rest(Instant began) {
    Progress before = memory.progress();
    List<News> news = new ArrayList<>();
    announcer.leaveOff(news);
    Progress after = drift.rest(began, before, news);
    if (!after.equals(before)) {
      memory.keep(after);
    }
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
