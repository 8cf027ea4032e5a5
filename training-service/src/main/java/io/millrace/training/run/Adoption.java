package io.millrace.training.run;

import io.millrace.message.LandedFile;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.problem.Task;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.training.adopt.ForeignFile;
import io.millrace.training.prepare.Limits;
import io.millrace.training.register.Announcement;
import io.millrace.training.register.ModelStore.Stored;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.LocalFiles;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a version of a model that was trained elsewhere, if it fits the problem. It is seen against
 * the rows that have landed: they give its golden rows, its baseline and its metrics. One at a
 * time; brought again, it is the same version, and told of again.
 */
public final class Adoption {

  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final int MOST_ROWS = 50_000;
  private static final String DATABASE = "512MB";

  private final TrainingRun.Stores stores;
  private final Computing computing;
  private final ControlPublisher publisher;
  private final Clock clock;
  private final Semaphore one = new Semaphore(1);

  Adoption(
      TrainingRun.Stores stores, Computing computing, ControlPublisher publisher, Clock clock) {
    this.stores = stores;
    this.computing = computing;
    this.publisher = publisher;
    this.clock = clock;
  }

  public Adopted adopt(VersionedProblem problem, Sent sent, String correlationId) {
    if (!one.tryAcquire()) {
      return new Adopted.Busy();
    }
    try {
      Adopted adopted = look(problem, sent, correlationId);
      if (adopted instanceof Adopted.Registered(Stored stored, List<String> _)) {
        Rollout rollout = problem.problem().deploy().rollout();
        publisher.publish(Announcement.of(stored, rollout), stored.manifest().correlationId());
      }
      return adopted;
    } finally {
      one.release();
    }
  }

  private Adopted look(VersionedProblem problem, Sent sent, String correlationId) {
    if (problem.problem().define().task() == Task.FORECASTING) {
      return new Adopted.Refused(
          "the problem forecasts series; models of classification and regression can be brought");
    }
    ProblemName name = problem.problem().name();
    Optional<Stored> newest = newest(name);
    if (newest.filter(stored -> stored.manifest().run().startsWith(sent.run() + "-")).isPresent()) {
      return new Adopted.Registered(newest.get(), newest.get().manifest().classes());
    }
    return switch (ForeignFile.of(sent.file(), sent.name())) {
      case ForeignFile.Refused(String reason) -> new Adopted.Refused(reason);
      case ForeignFile.TorchScript script ->
          fit(problem, script, sent, script.format(), newest, correlationId);
      case ForeignFile.Onnx onnx -> fit(problem, onnx, sent, onnx.format(), newest, correlationId);
    };
  }

  private Optional<Stored> newest(ProblemName name) {
    return stores.models().versions(name).stream()
        .findFirst()
        .flatMap(version -> stores.models().find(name, version));
  }

  private Adopted fit(
      VersionedProblem problem,
      ForeignFile file,
      Sent sent,
      String format,
      Optional<Stored> newest,
      String correlationId) {
    Problem stated = problem.problem();
    String run = sent.run() + "-" + newest.map(stored -> stored.manifest().version()).orElse(0);
    Optional<LandedAssets.Latest> latest = stores.assets().latest(stated.name());
    if (latest.isEmpty()) {
      return nothingLanded(stated.name());
    }
    long asset = latest.get().arrived().asset();
    List<LandedFile> landed = stores.assets().files(stated.name(), asset, MOST_ROWS);
    try (JobFolder place = JobFolder.below(computing.folder(), run)) {
      Optional<Ground> ground = ground(stated, landed, place);
      if (ground.isEmpty()) {
        return nothingLanded(stated.name());
      }
      return switch (found(new Fitment(stated, ground.get(), sent.classes()), file)) {
        case Fitment.Found.Unfit(String reason) -> new Adopted.Refused(reason);
        case Fitment.Found.Fits fits -> {
          AdoptedManifest manifest =
              new AdoptedManifest(problem, landed, asset, sent.origin(format), run, correlationId);
          fits.write(place.made(), manifest);
          yield register(stated.name(), fits, run, place);
        }
      };
    }
  }

  private static Fitment.Found found(Fitment fitment, ForeignFile file) {
    return switch (file) {
      case ForeignFile.Onnx(byte[] graph, String _) -> fitment.ofGraph(graph);
      case ForeignFile.TorchScript(byte[] program, String _) -> fitment.ofProgram(program);
      case ForeignFile.Refused(String reason) -> new Fitment.Found.Unfit(reason);
    };
  }

  private Optional<Ground> ground(Problem problem, List<LandedFile> landed, JobFolder place) {
    try (LocalFiles.Fetched fetched = stores.files().fetch(landed)) {
      return Ground.of(
          problem,
          fetched.of(LandedFile.Kind.EVENTS),
          fetched.of(LandedFile.Kind.GROUND_TRUTH),
          new Limits(DATABASE, place.spill(), MOST_ROWS));
    }
  }

  private Adopted register(ProblemName name, Fitment.Found.Fits fits, String run, JobFolder place) {
    int after = stores.models().versions(name).stream().findFirst().orElse(0);
    int attempt = fits.contents().digests().hashCode() & Integer.MAX_VALUE;
    Stored stored =
        stores
            .models()
            .add(name, new AdoptedVersion(run, after, attempt, place.made(), clock.instant()));
    LOG.info(
        "{}: registered v{}: {}, {}",
        name,
        stored.manifest().version(),
        stored.manifest().origin(),
        stored.manifest().metrics());
    return new Adopted.Registered(stored, stored.manifest().classes());
  }

  private static Adopted nothingLanded(ProblemName name) {
    return new Adopted.Refused(
        "no event of %s has landed yet, and a model is checked and watched by those that have; send some first (millrace replay %s FILE)"
            .formatted(name, name));
  }
}
