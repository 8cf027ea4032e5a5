package io.millrace.training.run;

import io.millrace.event.Schema;
import io.millrace.problem.Prepare;
import io.millrace.problem.Problem;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.evaluate.Measured;
import io.millrace.training.prepare.Part;
import io.millrace.training.register.ModelStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model that serves, as far as it can be compared with a new one. */
record Champion(ModelPackage modelPackage) {

  private static final Logger LOG = LoggerFactory.getLogger(Champion.class);

  /** The version that a run is to be compared with; empty where there is none to compare with. */
  static Optional<Champion> of(Job job) {
    return Optional.ofNullable(job.champion())
        .flatMap(digest -> sound(ModelPackage.open(job.folder().champion(), digest)))
        .map(sound -> new Champion(numbered(sound, job.run().plan().champion())));
  }

  /**
   * Fetches it.
   *
   * @return the digest of its manifest; empty where there is none to compare with
   */
  static Optional<String> fetch(Plan plan, ModelStore models, Path folder) {
    return plan.champion().stream()
        .boxed()
        .findFirst()
        .flatMap(version -> models.find(plan.name(), version))
        .flatMap(stored -> sound(models.fetch(stored, folder)))
        .map(ModelPackage::manifestDigest);
  }

  /** One that came from another environment says another number in its manifest. */
  private static ModelPackage numbered(ModelPackage sound, @Nullable Integer version) {
    return version == null ? sound : sound.numbered(version);
  }

  private static Optional<ModelPackage> sound(PackageCheck check) {
    return switch (check) {
      case PackageCheck.Sound(ModelPackage sound) -> Optional.of(sound);
      case PackageCheck.Unsound(String reason) -> {
        LOG.warn("the model that serves cannot be compared with: {}", reason);
        yield Optional.empty();
      }
    };
  }

  Manifest manifest() {
    return modelPackage.manifest();
  }

  /** The features it takes. */
  Schema schema() {
    return manifest().schema();
  }

  /**
   * From when on it has learned from no row; empty where it learned from none that is held out now,
   * since both holdouts are drawn by the same seed.
   */
  Optional<Instant> fresh(Problem now) {
    Manifest.Holdout holdout = manifest().holdout();
    String split = holdout.split();
    if (split == null || split.startsWith(Prepare.By.LATEST.word())) {
      return Optional.of(holdout.from());
    }
    boolean alike =
        split.equals(now.prepare().holdout().words()) && manifest().seed() == now.train().seed();
    return alike ? Optional.empty() : Optional.of(holdout.to());
  }

  /** Its metrics on a new holdout; empty where the rows are no longer such as it takes. */
  Optional<Measured> measure(Part rows, Holdout holdout) {
    try (ScoringModel model = ScoringModel.load(modelPackage)) {
      return Optional.of(holdout.measure(model.score(rows.rows())));
    } catch (IllegalArgumentException e) {
      LOG.warn("{}: cannot be compared with: {}", manifest().problem(), e.getMessage());
      return Optional.empty();
    }
  }

  Manifest.Champion described(Measured measured) {
    return new Manifest.Champion(manifest().version(), manifest().algorithm(), measured.metrics());
  }
}
