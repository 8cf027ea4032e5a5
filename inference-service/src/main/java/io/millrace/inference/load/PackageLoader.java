package io.millrace.inference.load;

import io.millrace.inference.load.LoadOutcome.Loaded;
import io.millrace.inference.load.LoadOutcome.Refused;
import io.millrace.inference.load.LoadOutcome.Unreachable;
import io.millrace.problem.Data;
import io.millrace.problem.ProblemFile;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck.Sound;
import io.millrace.scoring.model.PackageCheck.Unsound;
import io.millrace.scoring.model.ScoringModel;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a model of a registered package, trusting nothing that it has not checked. */
final class PackageLoader {

  /** Calls before a model serves, so that its first request is as quick as its later ones. */
  private static final int WARM_UP = 20;

  private static final Logger LOG = LoggerFactory.getLogger(PackageLoader.class);

  private final PackageCache cache;
  private final ModelMemory memory;
  private final Clock clock;

  PackageLoader(PackageCache cache, ModelMemory memory, Clock clock) {
    this.cache = cache;
    this.memory = memory;
    this.clock = clock;
  }

  LoadOutcome load(RegisteredModel registered) {
    try {
      return switch (cache.open(registered)) {
        case Unsound(String reason) -> new Refused(reason);
        case Sound(ModelPackage sound) -> load(registered, sound);
      };
    } catch (UncheckedIOException e) {
      return new Unreachable(String.valueOf(e.getMessage()));
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
      LOG.error("Version {} of {}", registered.version(), registered.problem(), e);
      return new Refused("it cannot be loaded: " + e);
    }
  }

  /** As {@link #load}, without asking the blob store. */
  Optional<ServedModel> loadKept(RegisteredModel registered) {
    return cache.kept(registered).isPresent() && load(registered) instanceof Loaded(var model)
        ? Optional.of(model)
        : Optional.empty();
  }

  private LoadOutcome load(RegisteredModel registered, ModelPackage sound) {
    Manifest manifest = sound.manifest();
    if (!registered.isOf(manifest)) {
      return new Refused(
          "the package is of version %d of %s".formatted(manifest.version(), manifest.problem()));
    }
    return switch (ProblemFile.read(manifest.definition())) {
      case ProblemFile.Refused refused ->
          new Refused("the problem file in its manifest cannot be read: " + refused.errors());
      case ProblemFile.Accepted accepted ->
          load(sound.numbered(registered.version()), accepted.problem().data());
    };
  }

  private LoadOutcome load(ModelPackage sound, Data data) {
    MemoryTaken.Share share = memory.take(sound.manifest().problem(), ModelMemory.reckoned(sound));
    boolean serves = false;
    try {
      LoadOutcome outcome = load(sound, data, share);
      serves = outcome instanceof Loaded;
      return outcome;
    } finally {
      if (!serves) {
        share.close();
      }
    }
  }

  private LoadOutcome load(ModelPackage sound, Data data, MemoryTaken.Share share) {
    ScoringModel model;
    try {
      model = ScoringModel.load(sound);
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
    boolean serves = false;
    try {
      Optional<String> flaw = flaw(model, sound);
      serves = flaw.isEmpty();
      return flaw.<LoadOutcome>map(Refused::new)
          .orElseGet(
              () ->
                  new Loaded(
                      new ServedModel(model, sound.manifest(), data, clock.instant(), share)));
    } finally {
      if (!serves) {
        model.close();
      }
    }
  }

  private static Optional<String> flaw(ScoringModel model, ModelPackage sound) {
    if (sound.golden().rows().isEmpty()) {
      return Optional.of("it has no golden rows to be tried with");
    }
    try {
      for (int i = 0; i < WARM_UP; i++) {
        Optional<String> mismatch = model.goldenMismatch(sound.golden());
        if (mismatch.isPresent()) {
          return mismatch;
        }
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of("its golden rows cannot be scored: " + e.getMessage());
    }
  }
}
