package io.millrace.training.promote;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemFile;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.ScoringModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a package that came from another environment: every digest, whether it is of the problem
 * as it is stated here, and whether the model answers here what it answered where it was made.
 */
final class Verification {

  private Verification() {}

  /** What was found. */
  sealed interface Verified {

    record Fits(ModelPackage sound) implements Verified {}

    /**
     * @param reason a plain sentence part
     */
    record Unfit(String reason) implements Verified {}
  }

  /**
   * @param digest that the manifest has to have
   */
  static Verified of(Path folder, String digest, Problem here) {
    return switch (ModelPackage.open(folder, digest)) {
      case PackageCheck.Unsound(String reason) -> new Verified.Unfit(reason);
      case PackageCheck.Sound(ModelPackage sound) ->
          unlike(sound, here)
              .or(() -> wrong(sound))
              .<Verified>map(Verified.Unfit::new)
              .orElseGet(() -> new Verified.Fits(sound));
    };
  }

  private static Optional<String> unlike(ModelPackage sound, Problem here) {
    if (!sound.manifest().problem().equals(here.name())) {
      return Optional.of(
          "it is of problem %s, not of %s".formatted(sound.manifest().problem(), here.name()));
    }
    return switch (ProblemFile.read(sound.manifest().definition())) {
      case ProblemFile.Refused refused ->
          Optional.of("the problem file in its manifest cannot be read: " + refused.errors());
      case ProblemFile.Accepted(Problem there) -> {
        List<String> differences = Differences.between(here, there);
        yield differences.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "the problem is stated otherwise here: " + String.join("; ", differences));
      }
    };
  }

  private static Optional<String> wrong(ModelPackage sound) {
    if (sound.golden().rows().isEmpty()) {
      return Optional.of("it has no golden rows to be tried with");
    }
    try (ScoringModel model = ScoringModel.load(sound)) {
      return model.goldenMismatch(sound.golden());
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Optional.of("its golden rows cannot be scored: " + e.getMessage());
    }
  }
}
