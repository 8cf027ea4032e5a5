package io.millrace.training.run;

import io.millrace.event.Schema;
import io.millrace.message.LandedFile;
import io.millrace.problem.Metric;
import io.millrace.problem.Problem;
import io.millrace.training.decide.OpenDrift;
import io.millrace.training.evaluate.Baselines;
import io.millrace.training.evaluate.Gate;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.evaluate.Measured;
import io.millrace.training.evaluate.Verdict;
import io.millrace.training.prepare.Preparation;
import io.millrace.training.prepare.Preparer;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.RunRecord;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from landed files to a registered model, or to why there is none. */
final class TrainingRun {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final LandedAssets assets;
  private final LocalFiles localFiles;
  private final ModelStore models;
  private final Preparer preparer;
  private final Selection selection;
  private final long mostRows;
  private final Predicate<Problem> wanted;
  private final Clock clock;

  /**
   * @param mostRows that a run uses
   * @param wanted whether a problem is still there and asks what it asked
   */
  TrainingRun(
      LandedAssets assets,
      LocalFiles localFiles,
      ModelStore models,
      Preparer preparer,
      Selection selection,
      long mostRows,
      Predicate<Problem> wanted,
      Clock clock) {
    this.assets = assets;
    this.localFiles = localFiles;
    this.models = models;
    this.preparer = preparer;
    this.selection = selection;
    this.mostRows = mostRows;
    this.wanted = wanted;
    this.clock = clock;
  }

  /**
   * Does the run.
   *
   * @return the run as it has ended
   * @throws LeaseLost where another has taken it up meanwhile
   */
  RunRecord execute(Plan plan, Hold hold) {
    LOG.info(
        "{}: run {} starts, attempt {}: {} ({})",
        plan.name(),
        plan.run(),
        plan.record().attempt(),
        plan.cause().detail(),
        plan.cause().kind());
    List<LandedFile> landed = assets.files(plan.name(), plan.record().asset(), mostRows);
    Optional<Champion> champion = Champion.of(plan, models);
    return switch (prepare(plan, landed, champion)) {
      case Preparation.NotYet(String reason) -> {
        LOG.info("{}: run {} waits for more data: {}", plan.name(), plan.run(), reason);
        yield plan.record().waitsForData(reason, clock.instant());
      }
      case Preparation.Ready ready -> {
        Contest contest = contest(plan, ready, champion, hold);
        if (!wanted.test(plan.stated())) {
          yield plan.record()
              .failed("the problem was deleted or asks for something else now", clock.instant());
        }
        yield switch (contest.verdict()) {
          case Verdict.Wins _ -> register(plan, contest, landed, hold);
          case Verdict.Loses(_, String reason) -> reject(plan, contest, reason);
        };
      }
    };
  }

  /** The rows of a plan, parted as the run parts them. */
  Preparation prepare(Plan plan, List<LandedFile> landed, Optional<Champion> champion) {
    try (LocalFiles.Fetched fetched = localFiles.fetch(landed)) {
      return preparer.prepare(
          new Preparer.Request(
              plan.stated(),
              champion.map(Champion::schema).orElse(new Schema(List.of())),
              fetched.of(LandedFile.Kind.EVENTS),
              fetched.of(LandedFile.Kind.GROUND_TRUTH),
              plan.labelsSince(),
              plan.drift().map(OpenDrift::since),
              champion.flatMap(model -> model.fresh(plan.stated()))));
    }
  }

  private Contest contest(
      Plan plan, Preparation.Ready ready, Optional<Champion> champion, Hold hold) {
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
    Metric metric = plan.stated().define().primaryMetric();
    Baselines naive = Baselines.of(ready.histories().getFirst().part().targets(), holdout);
    log(plan, metric, "always the same answer", naive.constant());
    log(plan, metric, "the value before", naive.last());
    List<Candidate> candidates = selection.candidates(plan, ready, holdout, hold);
    candidates.forEach(each -> log(plan, metric, each.name(), each.measured()));
    Optional<Measured> served =
        champion.flatMap(model -> model.measure(ready.championHoldout(), holdout));
    served.ifPresent(measured -> log(plan, metric, "the model that serves", measured));
    Candidate challenger = candidates.getFirst();
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

  private static void log(Plan plan, Metric metric, String who, Measured measured) {
    LOG.info(
        "{}: {}: {} {}", plan.name(), who, metric.word(), "%.4f".formatted(measured.value(metric)));
  }

  private RunRecord register(Plan plan, Contest contest, List<LandedFile> landed, Hold hold) {
    Contents contents = Contents.of(contest.best(), contest.rows(), contest.holdout());
    NewVersion model =
        new NewVersion(plan, contest, contents, landed, clock.instant(), hold::renew);
    ModelStore.Stored stored = models.add(plan.name(), model);
    int version = stored.manifest().version();
    LOG.info(
        "{}: registered v{}: {}, {}",
        plan.name(),
        version,
        contest.best().name(),
        contest.best().metrics());
    return plan.record().registered(version, contest.report(), clock.instant());
  }

  private RunRecord reject(Plan plan, Contest contest, String reason) {
    LOG.info("{}: rejected {}: {}", plan.name(), contest.best().name(), reason);
    return plan.record().rejected(reason, contest.report(), clock.instant());
  }
}
