package io.millrace.training.run;

import io.millrace.message.LandedFile;
import io.millrace.problem.Problem;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.RunLogs;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunRecord.Progress;
import io.millrace.training.store.RunRecord.Report;
import io.millrace.training.store.TrialJournals;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run from landed files to a registered model, or to why there is none: fetches what it takes,
 * has it computed, and registers what comes of that.
 */
final class TrainingRun {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final int COMPUTED = 99;

  private final Stores stores;
  private final Computing computing;
  private final Predicate<Problem> wanted;
  private final Clock clock;

  /** Where a run reads and writes. */
  record Stores(
      LandedAssets assets,
      LocalFiles files,
      ModelStore models,
      TrialJournals trials,
      RunLogs logs) {}

  /**
   * @param wanted whether a problem is still there and asks what it asked
   */
  TrainingRun(Stores stores, Computing computing, Predicate<Problem> wanted, Clock clock) {
    this.stores = stores;
    this.computing = computing;
    this.wanted = wanted;
    this.clock = clock;
  }

  /**
   * Does the run.
   *
   * @return the run as it has ended
   * @throws LeaseLost where another has taken it up meanwhile
   */
  RunRecord execute(Plan plan, Share share, Hold hold) {
    LOG.info(
        "{}: run {} starts, attempt {}, on {} cores and {}: {} ({})",
        plan.name(),
        plan.run(),
        plan.record().attempt(),
        share.cores(),
        Sizes.of(share.memory()),
        plan.cause().detail(),
        plan.cause().kind());
    List<LandedFile> landed =
        stores.assets().files(plan.name(), plan.record().asset(), computing.mostRows());
    try (JobFolder place = JobFolder.below(computing.folder(), plan.run())) {
      Computed computed = computed(plan, share, landed, place, hold);
      RunRecord ended = ended(plan, computed, place, hold);
      return ended.having(computed.usage().map(used -> used(used, plan)).orElse(null));
    }
  }

  private Computed computed(
      Plan plan, Share share, List<LandedFile> landed, JobFolder place, Hold hold) {
    try (LocalFiles.Fetched fetched = stores.files().fetch(landed)) {
      Job job =
          new Job(
              hold.taken(),
              landed,
              fetched.of(LandedFile.Kind.EVENTS),
              fetched.of(LandedFile.Kind.GROUND_TRUTH),
              Champion.fetch(plan, stores.models(), place.champion()).orElse(null),
              share,
              computing.mostRows(),
              null,
              place);
      return computing
          .compute()
          .compute(
              job, stores.trials().of(plan.name(), plan.run()), new Following(hold, stores.logs()));
    }
  }

  private RunRecord ended(Plan plan, Computed computed, JobFolder place, Hold hold) {
    RunRecord record = plan.record();
    if (computed.outcome() instanceof Computed.Waits(String reason, Long awaited)) {
      LOG.info("{}: run {} waits for more data: {}", plan.name(), plan.run(), reason);
      return record.waitsForData(reason, awaited, clock.instant());
    }
    if (!wanted.test(plan.stated())) {
      return record.failed(
          "the problem was deleted or asks for something else now", clock.instant());
    }
    return switch (computed.outcome()) {
      case Computed.Waits(String reason, Long awaited) ->
          record.waitsForData(reason, awaited, clock.instant());
      case Computed.MadeAgain _ -> throw new IllegalStateException("nothing was to be made again");
      case Computed.Loses(String reason, Report report) -> {
        LOG.info("{}: rejected {}: {}", plan.name(), report.best(), reason);
        yield record.rejected(reason, report, clock.instant());
      }
      case Computed.Wins(Report report) -> {
        hold.reached(new Progress(COMPUTED, "registering " + report.best()));
        int version = register(plan, computed.usage(), place, hold);
        yield record.registered(version, report, clock.instant());
      }
    };
  }

  private int register(Plan plan, Optional<Manifest.Usage> usage, JobFolder place, Hold hold) {
    MadeVersion model = new MadeVersion(plan, place.made(), usage, clock.instant(), hold::renew);
    Manifest manifest = stores.models().add(plan.name(), model).manifest();
    LOG.info(
        "{}: registered v{}: {}, {}",
        plan.name(),
        manifest.version(),
        manifest.algorithm(),
        manifest.metrics());
    return manifest.version();
  }

  static RunRecord.Usage used(Manifest.Usage used, Plan plan) {
    return new RunRecord.Usage(used, Advice.of(used, plan.stated().train().compute()));
  }
}
