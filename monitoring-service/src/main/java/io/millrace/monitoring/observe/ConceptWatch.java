package io.millrace.monitoring.observe;

import io.millrace.message.Alert;
import io.millrace.message.DriftDetected;
import io.millrace.monitoring.alert.ConceptNews;
import io.millrace.monitoring.alert.News;
import io.millrace.monitoring.alert.Occasion;
import io.millrace.monitoring.alert.Pace;
import io.millrace.monitoring.concept.Adwin;
import io.millrace.monitoring.concept.Ddm;
import io.millrace.monitoring.concept.Detector;
import io.millrace.monitoring.concept.HddmA;
import io.millrace.monitoring.concept.Kswin;
import io.millrace.monitoring.concept.PageHinkley;
import io.millrace.monitoring.concept.Rise;
import io.millrace.problem.Monitor;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a version errs more often than it did. Its errors are taken in the order in which they
 * become known, each once; only the version that predicts now is spoken of.
 *
 * <p>A number is wrong by more or less, without a bound that would be known beforehand. It counts
 * as a miss where it is off by more than four in five of the version's first labelled answers were:
 * whatever the distribution of errors, as long as it stays the same, misses are as frequent as ever
 * (the idea of precedence charts: Chakraborti, van der Laan and van de Wiel 2004).
 */
final class ConceptWatch {

  /** So many answers, or the performance window's if it is shorter, say what is a miss. */
  private static final int FIRST = 100;

  private static final double USUAL = 0.8;

  private final Problem problem;
  private final Memory memory;
  private final Baselines baselines;
  private final List<Detector> starts;
  private final Announcer announcer;
  private final ConceptNews news;

  ConceptWatch(
      Problem problem, Memory memory, Baselines baselines, Announcer announcer, Clock clock) {
    this.problem = problem;
    this.memory = memory;
    this.baselines = baselines;
    this.starts = problem.monitor().concept().map(ConceptWatch::starts).orElse(List.of());
    this.announcer = announcer;
    this.news = new ConceptNews(problem, clock);
  }

  /** The one that has a training follow comes first. */
  private static List<Detector> starts(Monitor.Concept settings) {
    List<Detector> starts = new ArrayList<>();
    starts.add(Adwin.start(settings.delta()));
    settings.warn().stream().sorted().map(ConceptWatch::start).forEach(starts::add);
    return starts;
  }

  private static Detector start(Monitor.Warner warner) {
    return switch (warner) {
      case PAGE_HINKLEY -> PageHinkley.START;
      case DDM -> Ddm.START;
      case HDDM_A -> HddmA.START;
      case KSWIN -> Kswin.START;
    };
  }

  /**
   * @param answer whose truth has just become known for the first time
   */
  void add(Answer answer, PerformanceWatch.Known known, Progress progress, List<News> out) {
    Outcome outcome =
        starts.isEmpty()
            ? null
            : Outcome.of(answer, known.truth(), problem.monitor().performance().metric());
    if (outcome == null || !Double.isFinite(outcome.error()) || !isNew(answer)) {
      return;
    }
    int version = answer.version();
    long labelled = VersionProgress.of(progress, version).labelled();
    Double bound = bound(version, labelled);
    if (bound == null) {
      return;
    }
    Occasion occasion =
        Occasion.ofTruth(problem.name(), version, labelled, known.event(), known.correlationId());
    for (Detector start : starts) {
      Rise rise = step(version, start, new Fault(outcome.error(), bound));
      if (rise != null && version == progress.current()) {
        speak(new ConceptNews.Found(version, start, rise, bound), occasion, labelled, out);
      }
    }
  }

  /**
   * Whether an event came after those that the version was made and judged by. Of those the first
   * version of a problem answers many, and errs less often than it will. While that is not known,
   * nothing is taken.
   */
  private boolean isNew(Answer answer) {
    int version = answer.version();
    Optional<Instant> known = memory.seenUntil(version);
    if (known.isEmpty()) {
      known = seenUntil(version);
      known.ifPresent(until -> memory.keepSeenUntil(version, until));
    }
    return known.isPresent() && answer.eventTime().isAfter(known.get());
  }

  private Optional<Instant> seenUntil(int version) {
    return switch (baselines.find(problem.name(), version)) {
      case Baselines.Found.Here(var baseline) ->
          Optional.of(Objects.requireNonNullElse(baseline.until(), Instant.MIN));
      case Baselines.Found.Absent _ -> Optional.of(Instant.MIN);
      case Baselines.Found.Unreachable _ -> Optional.empty();
    };
  }

  private @Nullable Rise step(int version, Detector start, Fault fault) {
    Detector detector = memory.detector(version, start);
    Detector.Step step = detector.add(detector.takesSizes() ? fault.size() : fault.miss());
    memory.keepDetector(version, step.next());
    return step.rise();
  }

  /** Beyond which an error is a miss; null while it is not known yet. */
  private @Nullable Double bound(int version, long labelled) {
    if (!problem.define().task().isOfNumbers()) {
      return 0.0;
    }
    Optional<Double> known = memory.missBound(version);
    int first = Math.min(FIRST, problem.monitor().performance().window());
    if (known.isEmpty() && labelled >= first) {
      memory.keepMissBound(version, usual(memory.outcomes(version, labelled - first, labelled)));
    }
    return known.orElse(null);
  }

  private static double usual(List<Outcome> outcomes) {
    double[] errors = outcomes.stream().mapToDouble(Outcome::error).sorted().toArray();
    return errors[(int) Math.ceil(USUAL * errors.length) - 1];
  }

  private void speak(ConceptNews.Found found, Occasion occasion, long labelled, List<News> out) {
    if (!(found.by() instanceof Adwin)) {
      out.add(occasion.news(found.by().test(), news.warning(found)));
      return;
    }
    List<Outcome> since =
        memory.outcomes(found.version(), labelled - found.rise().count(), labelled);
    DriftDetected detected = news.detection(found, Outcome.span(since));
    announcer.found(occasion, detected, Alert.Severity.WARNING, Pace.RISES, out);
  }
}
