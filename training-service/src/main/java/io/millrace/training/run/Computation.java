package io.millrace.training.run;

import io.millrace.event.Schema;
import io.millrace.problem.Metric;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.evaluate.Baselines;
import io.millrace.training.evaluate.Gate;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.evaluate.Measured;
import io.millrace.training.evaluate.Verdict;
import io.millrace.training.prepare.Limits;
import io.millrace.training.prepare.Preparation;
import io.millrace.training.prepare.Preparer;
import io.millrace.training.run.Computed.Outcome;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.RunRecord.Progress;
import io.millrace.training.train.ElasticNet;
import io.millrace.training.train.GradientBoosting;
import io.millrace.training.train.NeuralNetwork;
import io.millrace.training.train.Trainer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From files to a package, or to why there is none. */
final class Computation {

  private static final Logger LOG = LoggerFactory.getLogger(Computation.class);

  private static final int SEARCHED = 80;
  private static final int FITTED = 95;

  /** Of equals, the earlier wins. */
  private static final List<Trainer> TRAINERS =
      List.of(new GradientBoosting(), new NeuralNetwork(), new ElasticNet());

  private final Job job;
  private final Plan plan;
  private final TrialLog trials;
  private final ExecutorService threads;
  private final Selection selection;
  private final Follower follower;

  /**
   * @param threads that trials are computed on
   */
  Computation(Job job, TrialLog trials, ExecutorService threads, Follower follower) {
    this.job = job;
    this.plan = Plan.of(job.run());
    this.trials = trials;
    this.threads = threads;
    this.selection = new Selection(TRAINERS, trials, threads);
    this.follower = follower;
  }

  Outcome run() {
    follower.reached(new Progress(0, "preparing the data"));
    Optional<Champion> champion = Champion.of(job);
    Optional<Manifest> again = Optional.ofNullable(job.again());
    if (plan.stated().define().forecast().isPresent()) {
      return new ForecastRun(job, plan, trials, threads, follower).run(limits(), champion);
    }
    return switch (prepare(champion)) {
      case Preparation.NotYet(String reason, Long awaited) -> new Computed.Waits(reason, awaited);
      case Preparation.Ready ready when again.isPresent() -> madeAgain(again.get(), ready);
      case Preparation.Ready ready -> {
        Contest contest = contest(ready, champion);
        yield switch (contest.verdict()) {
          case Verdict.Wins _ -> {
            write(contest);
            yield new Computed.Wins(contest.report());
          }
          case Verdict.Loses(_, String reason) -> new Computed.Loses(reason, contest.report());
        };
      }
    };
  }

  private Limits limits() {
    return new Limits(job.share().databaseMemory(), job.folder().spill(), job.mostRows());
  }

  private Preparation prepare(Optional<Champion> champion) {
    return new Preparer(limits())
        .prepare(
            new Preparer.Request(
                plan.stated(),
                champion.map(Champion::schema).orElse(new Schema(List.of())),
                job.events(),
                job.truths(),
                plan.labelsSince(),
                plan.change(),
                champion.flatMap(model -> model.fresh(plan.stated()))));
  }

  private Contest contest(Preparation.Ready ready, Optional<Champion> champion) {
    LOG.info(
        "{}: {} labelled rows of {} landed ({} resent), {} held out ({})",
        plan.name(),
        ready.labelled(),
        ready.landed(),
        ready.duplicates(),
        ready.holdout().size(),
        plan.stated().prepare().holdout().words());
    ready.warnings().forEach(warning -> LOG.warn("{}: {}", plan.name(), warning.text()));
    Holdout holdout = new Holdout(plan.stated(), ready.classes(), ready.holdout().targets());
    Baselines naive =
        Baselines.of(ready.histories().getFirst().part().targets(), ready.previous(), holdout);
    log("always the same answer", naive.constant());
    log("the value before", naive.last());
    List<Candidate> candidates = selection.candidates(plan, ready, holdout, follower);
    candidates.forEach(each -> log(each.name(), each.measured()));
    Optional<Measured> served =
        champion.flatMap(model -> model.measure(ready.championHoldout(), holdout));
    served.ifPresent(measured -> log("the model that serves", measured));
    Candidate challenger = new Challenger(plan.stated()).of(candidates);
    Verdict verdict =
        new Gate(plan.stated().define(), plan.stated().train().seed())
            .judge(challenger.measured(), served, naive.constant());
    return new Contest(
        ready,
        holdout,
        candidates,
        challenger,
        champion.flatMap(model -> served.map(model::described)).orElse(null),
        naive,
        verdict);
  }

  /** What the search had found is taken from the manifest. */
  private Outcome madeAgain(Manifest manifest, Preparation.Ready ready) {
    follower.reached(new Progress(SEARCHED, "fitting as then"));
    Holdout holdout = new Holdout(plan.stated(), ready.classes(), ready.holdout().targets());
    Fit fit = selection.again(manifest, ready, plan.stated().train().search().metric());
    Candidate candidate = Candidate.again(fit, manifest.decision(), ready, holdout);
    return new Computed.MadeAgain(
        Contents.of(candidate, ready, holdout).digests(), candidate.metrics());
  }

  private void write(Contest contest) {
    follower.reached(new Progress(FITTED, "measuring what each feature is worth"));
    Contents contents = Contents.of(contest.best(), contest.rows(), contest.holdout());
    new NewVersion(plan, contest, contents, job).write(job.folder().made());
  }

  private void log(String who, Measured measured) {
    Metric metric = plan.stated().define().primaryMetric();
    LOG.info(
        "{}: {}: {} {}", plan.name(), who, metric.word(), "%.4f".formatted(measured.value(metric)));
  }
}
