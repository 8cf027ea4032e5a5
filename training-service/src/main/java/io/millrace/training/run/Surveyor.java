package io.millrace.training.run;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.decide.Arrived;
import io.millrace.training.decide.LastRun;
import io.millrace.training.decide.Newest;
import io.millrace.training.decide.OpenDrift;
import io.millrace.training.decide.Situation;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.DriftJournal;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.RunRecord;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.Standing;
import io.millrace.training.store.StoredRun;
import io.millrace.training.store.TargetJournal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says where a problem stands. The store is the truth for all instances; only what never changes is
 * remembered.
 */
final class Surveyor {

  private final LandedAssets assets;
  private final ModelStore models;
  private final Champions champions;
  private final RunStates runs;
  private final DriftJournal drifts;
  private final TargetJournal targets;

  /** What the run of each version set out to answer, which never changes. */
  private final Map<String, List<OpenDrift>> answers = new ConcurrentHashMap<>();

  Surveyor(
      LandedAssets assets,
      ModelStore models,
      Champions champions,
      RunStates runs,
      DriftJournal drifts,
      TargetJournal targets) {
    this.assets = assets;
    this.models = models;
    this.champions = champions;
    this.runs = runs;
    this.drifts = drifts;
    this.targets = targets;
  }

  Survey survey(Problem problem, Standing standing) {
    ProblemName name = problem.name();
    // Before the rows are looked at, so that those are seen which had landed when it was noticed.
    List<OpenDrift> noticed = drifts.all(name);
    Optional<LandedAssets.Latest> latest = assets.latest(name);
    Arrived all = latest.map(LandedAssets.Latest::arrived).orElse(Arrived.NOTHING);
    List<Integer> versions = models.versions(name);
    TargetJournal.Target target =
        targets.current(name, problem.define().target(), all, lastTarget(name, versions));
    Champions.Ranked ranked = champions.rank(problem, versions);
    Situation situation =
        new Situation(
            target.of(all),
            ranked
                .champion()
                .map(stored -> OptionalInt.of(stored.manifest().version()))
                .orElse(OptionalInt.empty()),
            standing.latest().map(run -> lastRun(problem, run, ranked)),
            ranked.newest().map(newest -> open(problem, noticed, newest, ranked)).orElse(List.of()),
            ranked.newest().flatMap(newest -> changed(name, newest)));
    return new Survey(
        situation,
        standing.latest(),
        versions.stream().findFirst().orElse(0),
        target.since(),
        latest.map(LandedAssets.Latest::correlationId));
  }

  private Optional<String> lastTarget(ProblemName name, List<Integer> versions) {
    return versions.stream()
        .findFirst()
        .flatMap(version -> models.find(name, version))
        .map(stored -> stored.manifest().target());
  }

  /** A run for another question says nothing of this one, but for the time that has to pass. */
  private static LastRun lastRun(Problem problem, StoredRun run, Champions.Ranked ranked) {
    RunRecord record = run.record();
    Instant end = record.endedAt() == null ? record.startedAt() : record.endedAt();
    if (!sameQuestion(problem, run)) {
      return new LastRun(LastRun.End.REGISTERED, end, 0, OptionalLong.empty());
    }
    LastRun.End how =
        switch (record.state()) {
          case REGISTERED -> registered(Objects.requireNonNull(record.version()), ranked);
          case REJECTED ->
              record.waitsForData() ? LastRun.End.WAITS_FOR_DATA : LastRun.End.REJECTED;
          case CANCELLED -> LastRun.End.CANCELLED;
          case FAILED, RUNNING, QUEUED -> LastRun.End.FAILED;
        };
    return new LastRun(how, end, record.labels(), worth(record));
  }

  /** Half as many rows more of the new world are much of it. */
  private static OptionalLong worth(RunRecord record) {
    Long awaited = record.awaited();
    RunRecord.Report report = record.report();
    Long since = report == null ? null : report.sinceChange();
    if (awaited != null) {
      return OptionalLong.of(awaited);
    }
    return since == null ? OptionalLong.empty() : OptionalLong.of(Math.max(1, since / 2));
  }

  /** When the world became another, as the maker of this version knew it. */
  private Optional<Instant> changed(ProblemName name, Stored newest) {
    return runs.find(name, newest.manifest().run()).map(made -> made.plan().changed());
  }

  /** One whose model was rolled back has made none that is better; one that is unsound, none. */
  private static LastRun.End registered(int version, Champions.Ranked ranked) {
    if (ranked.rolledBack().contains(version)) {
      return LastRun.End.REJECTED;
    }
    return ranked.newest().filter(newest -> newest.manifest().version() >= version).isPresent()
        ? LastRun.End.REGISTERED
        : LastRun.End.FAILED;
  }

  private static boolean sameQuestion(Problem problem, StoredRun run) {
    return switch (ProblemFile.read(run.plan().definition())) {
      case ProblemFile.Accepted(Problem then) ->
          then.define().task() == problem.define().task()
              && then.define().target().equals(problem.define().target());
      case ProblemFile.Refused _ -> false;
    };
  }

  private List<OpenDrift> open(
      Problem problem, List<OpenDrift> noticed, Stored newest, Champions.Ranked ranked) {
    List<OpenDrift> ofThis =
        noticed.stream()
            .filter(drift -> champions.isAnsweredBy(problem, drift.modelVersion()))
            .toList();
    int version = newest.manifest().version();
    List<OpenDrift> answered =
        ofThis.isEmpty() ? List.of() : answered(problem.name(), version, ranked);
    return new Newest(version, learnedUntil(newest.manifest()), answered).open(ofThis);
  }

  /** A row that it was judged by alone has taught it nothing; of a model from elsewhere all are. */
  private static Instant learnedUntil(Manifest manifest) {
    Manifest.Training training = manifest.training();
    return training == null || manifest.forecast() != null
        ? manifest.holdout().to()
        : training.to();
  }

  /** What the runs that made these versions set out to answer. */
  private List<OpenDrift> answered(ProblemName name, int upTo, Champions.Ranked ranked) {
    return models.versions(name).stream()
        .filter(version -> version <= upTo && !ranked.rolledBack().contains(version))
        .flatMap(version -> drifts(name, version).stream())
        .toList();
  }

  private List<OpenDrift> drifts(ProblemName name, int version) {
    String key = name + "/" + version;
    List<OpenDrift> before = answers.get(key);
    if (before != null) {
      return before;
    }
    Optional<StoredRun> run =
        models.brief(name, version).flatMap(brief -> runs.find(name, brief.run()));
    List<OpenDrift> answered = run.map(Surveyor::answered).orElse(List.of());
    run.filter(StoredRun::isSettled).ifPresent(_ -> answers.put(key, answered));
    return answered;
  }

  /** A model that was made before there were rows enough of the new world knows nothing of it. */
  private static List<OpenDrift> answered(StoredRun made) {
    RunRecord.Report report = made.record().report();
    Long since = report == null ? null : report.sinceChange();
    return since != null && since == 0 ? List.of() : made.plan().drifts();
  }
}
