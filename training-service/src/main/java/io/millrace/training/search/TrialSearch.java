package io.millrace.training.search;

import io.millrace.problem.Search;
import io.millrace.problem.Train.Algorithm;
import io.millrace.training.train.Trainer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries parameters. Trials are computed on as many threads as there are, and decided on in logical
 * time, in which a step takes as long as it has rows: so the same search finds the same on any
 * number of cores, as long as no limit of the clock is reached.
 */
public final class TrialSearch {

  private static final Logger LOG = LoggerFactory.getLogger(TrialSearch.class);

  private final Search stated;
  private final List<Trainer> trainers;
  private final List<Material> materials;
  private final Judge judge;
  private final long seed;
  private final TrialLog log;
  private final ExecutorService threads;
  private final Map<Integer, Trial> past = new HashMap<>();
  private final PriorityQueue<Segment> underWay =
      new PriorityQueue<>(Comparator.comparing(Segment::end).thenComparing(Segment::number));

  /**
   * @param trainers those that the problem asks for, one at least
   * @param materials by history, one at least
   * @param log of the run; what is in it is not computed again
   * @param threads that trials are computed on
   */
  public TrialSearch(
      Search stated,
      List<Trainer> trainers,
      List<Material> materials,
      Judge judge,
      long seed,
      TrialLog log,
      ExecutorService threads) {
    this.stated = stated;
    this.trainers = List.copyOf(trainers);
    this.materials = List.copyOf(materials);
    this.judge = judge;
    this.seed = seed;
    this.log = log;
    this.threads = threads;
  }

  /**
   * Searches.
   *
   * @param told of each trial as it ends; what it throws breaks the search off
   * @return what was found
   * @throws IllegalStateException where no trial ended well
   */
  public Findings run(Consumer<Trial> told) {
    log.ended().forEach(trial -> past.put(trial.number(), trial));
    Sweep sweep = new Sweep(stated, trainers, materials, seed);
    Clocks clocks = Clocks.of(stated.limits());
    try {
      return run(sweep, clocks, told);
    } finally {
      clocks.breakOff();
      underWay.forEach(TrialSearch::end);
    }
  }

  private Findings run(Sweep sweep, Clocks clocks, Consumer<Trial> told) {
    Findings findings = new Findings(stated.metric());
    int begun = 0;
    long now = 0;
    while (true) {
      while (underWay.size() < stated.limits().concurrent() && !clocks.isOver()) {
        Optional<Proposal> next = sweep.next();
        if (next.isEmpty()) {
          break;
        }
        begin(++begun, next.get(), sweep, clocks, now);
      }
      Segment segment = underWay.peek();
      if (segment == null) {
        findings.ensureAny();
        return findings;
      }
      await(segment.work());
      underWay.remove();
      now = segment.end();
      Course course = segment.course();
      Algorithm algorithm = segment.proposal().algorithm();
      if (!course.hasEnded() && sweep.goesOn(algorithm, segment.number(), course.curve())) {
        goOn(segment, sweep);
      } else {
        Trial trial = course.ended(!course.hasEnded());
        boolean leads = findings.add(trial, course::answers);
        course.close();
        if (!past.containsKey(trial.number())) {
          log.keep(trial, leads ? course.answers() : new float[0]);
        }
        sweep.ended(trial);
        told.accept(trial);
      }
    }
  }

  private void begin(int number, Proposal proposal, Sweep sweep, Clocks clocks, long now) {
    Trainer trainer = trainer(proposal.algorithm());
    Material material =
        materials.stream()
            .filter(each -> each.history().equals(proposal.history()))
            .findFirst()
            .orElseThrow();
    Course live =
        new LiveCourse(
            number,
            proposal,
            trainer,
            material,
            judge,
            stated.metric(),
            seedOf(seed, number),
            clocks);
    Trial before = past.get(number);
    Course course =
        before != null && before.isOf(proposal) ? new PastCourse(before, live, log) : live;
    start(number, proposal, course, 0, now, sweep);
  }

  private void goOn(Segment segment, Sweep sweep) {
    start(
        segment.number(), segment.proposal(), segment.course(), segment.to(), segment.end(), sweep);
  }

  private void start(
      int number, Proposal proposal, Course course, int from, long now, Sweep sweep) {
    int to = Math.min(course.evaluations(), sweep.nextLook(proposal.algorithm(), from));
    long cost = (course.stepsUntil(to) - course.stepsUntil(from)) * course.rows();
    Future<?> work =
        course instanceof PastCourse
            ? CompletableFuture.completedFuture(null)
            : threads.submit(() -> course.advance(to));
    if (course instanceof PastCourse) {
      course.advance(to);
    }
    underWay.add(new Segment(number, proposal, course, to, now + cost, work));
  }

  /** Native memory is freed only after the last that uses it. */
  private static void end(Segment segment) {
    try {
      segment.work().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // still in use: it goes with the process
    } catch (ExecutionException e) {
      LOG.debug("broken off: {}", e.toString());
    }
    segment.course().close();
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Trainer trainer(Algorithm algorithm) {
    return trainers.stream()
        .filter(each -> each.algorithm() == algorithm)
        .findFirst()
        .orElseThrow();
  }

  /** A trial's own seed; the first one's is the problem's. */
  public static long seedOf(long seed, int trial) {
    return seed + trial - 1;
  }
}
