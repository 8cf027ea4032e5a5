package io.millrace.training.run;

import io.millrace.problem.Problem;
import io.millrace.scoring.baseline.Importance;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.Reading;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.training.adopt.Adaptation;
import io.millrace.training.adopt.Adaptation.Adapted;
import io.millrace.training.evaluate.Account;
import io.millrace.training.evaluate.Baselines;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.evaluate.Measured;
import io.millrace.training.evaluate.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a graph from elsewhere answers the landed rows as the problem asks, and how well.
 *
 * @param classes in the order of its probabilities; empty where nobody has said
 */
record Fitment(Problem problem, Ground ground, List<String> classes) {

  private static final float OFF = 1e-3f;

  /** What was found of a graph. */
  sealed interface Found {

    /**
     * @param reading what its numbers are
     * @param metrics on the judged rows; empty where their true values are not known
     * @param evaluation null where their true values are not known
     */
    record Fits(
        Ground ground,
        Contents contents,
        Reading reading,
        Holdout holdout,
        Map<String, Double> metrics,
        @Nullable Evaluation evaluation)
        implements Found {

      void write(Path folder, AdoptedManifest manifest) {
        contents.write(folder, manifest.of(this));
      }
    }

    record Unfit(String reason) implements Found {}
  }

  /** Of an ONNX graph. */
  Found ofGraph(byte[] graph) {
    return either(reading -> adaptation().adapt(graph, reading), ModelPackage.MODEL);
  }

  /** Of a TorchScript program. */
  Found ofProgram(byte[] program) {
    return either(_ -> adaptation().program(program), ModelPackage.PROGRAM);
  }

  private Adaptation adaptation() {
    return new Adaptation(
        problem.data().features(),
        problem.define().task(),
        ground.words(),
        new Adaptation.Classes(classes, ground.labels()));
  }

  private Found either(Function<Reading, Adapted> adapted, String name) {
    if (problem.define().task().isOfNumbers()) {
      return Objects.requireNonNull(of(adapted.apply(Reading.VALUE), Reading.VALUE, name));
    }
    Found found = of(adapted.apply(Reading.PROBABILITIES), Reading.PROBABILITIES, name);
    return found != null
        ? found
        : Objects.requireNonNull(of(adapted.apply(Reading.SCORES), Reading.SCORES, name));
  }

  /**
   * @return null where it should have answered with probabilities, and has not
   */
  private @Nullable Found of(Adapted adapted, Reading reading, String name) {
    return switch (adapted) {
      case Adapted.Unfit(String reason) -> new Found.Unfit(reason);
      case Adapted.Fits fits -> {
        try (ScoringModel model = load(fits, reading, name)) {
          Scores scores = model.score(ground.judged().rows());
          Optional<String> lack = lack(scores);
          if (lack.isPresent()) {
            yield new Found.Unfit(lack.get());
          }
          yield reading == Reading.PROBABILITIES && !areProbabilities(scores)
              ? null
              : measured(fits, reading, name, model, scores);
        } catch (IllegalArgumentException | IllegalStateException e) {
          yield new Found.Unfit(firstLine(e));
        }
      }
    };
  }

  private ScoringModel load(Adapted.Fits fits, Reading reading, String name) {
    return name.equals(ModelPackage.PROGRAM)
        ? ScoringModel.ofProgram(
            fits.model(), fits.features(), fits.classes(), reading, Optional.empty())
        : ScoringModel.load(fits.model(), fits.features(), problem.define().task(), fits.classes());
  }

  private Optional<String> lack(Scores scores) {
    for (int row = 0; row < scores.rows(); row++) {
      if (!scores.isFinite(row)) {
        return Optional.of(
            "it answers the landed row %s with no number; it gets numbers as they are and missing ones as NaN, and has to answer them all"
                .formatted(ground.judged().rows().values(row)));
      }
    }
    return Optional.empty();
  }

  private boolean areProbabilities(Scores scores) {
    int width = scores.classes().size();
    for (int row = 0; row < scores.rows(); row++) {
      float sum = 0;
      for (int cls = 0; cls < width; cls++) {
        float probability = scores.probability(row, cls);
        sum += probability;
        if (probability < -OFF || probability > 1 + OFF) {
          return false;
        }
      }
      if (Math.abs(sum - 1) > OFF) {
        return false;
      }
    }
    return true;
  }

  private Found measured(
      Adapted.Fits fits, Reading reading, String name, ScoringModel model, Scores scores) {
    Holdout holdout = ground.holdout(problem, fits.classes());
    if (ground.truth().isEmpty()) {
      Contents contents = contents(name, fits, scores, Optional.empty());
      return new Found.Fits(ground, contents, reading, holdout, Map.of(), null);
    }
    Measured measured = holdout.measure(scores);
    Baselines naive = ground.naive(ground.truth().get(), holdout);
    Optional<Importance> importance =
        Contents.importance(model, fits.features(), ground.judged(), holdout);
    Evaluation evaluation =
        Account.of(measured, Map.of(), naive, new Verdict.Wins(Optional.empty()));
    return new Found.Fits(
        ground,
        contents(name, fits, scores, importance).judged(ground.judged(), holdout, scores),
        reading,
        holdout,
        measured.metrics(),
        importance.map(evaluation::with).orElse(evaluation));
  }

  private Contents contents(
      String name, Adapted.Fits fits, Scores scores, Optional<Importance> importance) {
    return Contents.of(
        name,
        fits.model(),
        fits.features(),
        ground.world(),
        ground.judged(),
        scores,
        fits.classes(),
        importance);
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be run");
  }
}
