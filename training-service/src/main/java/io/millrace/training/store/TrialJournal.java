package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.problem.Train.Algorithm;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import io.millrace.training.search.End;
import io.millrace.training.search.Evaluation;
import io.millrace.training.search.Trial;
import io.millrace.training.search.TrialLog;
import io.millrace.training.train.Parameters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trials of a run: {@code runs/<run>/trials/<n>.json}, each written when it ends, and beside it
 * the answers on the validation rows of those that led when they ended: floats, little-endian.
 */
public final class TrialJournal implements TrialLog {

  private static final Logger LOG = LoggerFactory.getLogger(TrialJournal.class);

  private final BlobStore blobs;
  private final String folder;

  public TrialJournal(BlobStore blobs, ProblemName problem, String run) {
    this.blobs = blobs;
    this.folder = "problems/%s/runs/%s/trials/".formatted(problem, run);
  }

  /**
   * A trial's file.
   *
   * @param cost steps times the rows that each learned from
   * @param bestStep after which it was best; null where it never was any good
   * @param metrics on the validation rows, after that step
   * @param curve the metric and the loss at each evaluation
   */
  public record TrialFile(
      int trial,
      String algorithm,
      String history,
      Map<String, Object> parameters,
      String end,
      @Nullable String reason,
      int steps,
      long cost,
      double seconds,
      @Nullable Integer bestStep,
      Map<String, Double> metrics,
      List<Evaluation> curve) {

    public static TrialFile of(Trial trial) {
      Trial.Best best = trial.best();
      return new TrialFile(
          trial.number(),
          trial.algorithm().word(),
          trial.history(),
          trial.parameters().values(),
          trial.end().word(),
          trial.reason(),
          trial.steps(),
          trial.cost(),
          trial.seconds(),
          best == null ? null : best.at().step(),
          best == null ? Map.of() : best.metrics(),
          trial.curve());
    }

    Trial restored() {
      return new Trial(
          trial,
          find(Algorithm.values(), Algorithm::word, algorithm),
          history,
          Parameters.of(parameters),
          curve,
          steps,
          cost,
          seconds,
          find(End.values(), End::word, end),
          reason,
          curve.stream()
              .filter(at -> bestStep != null && at.step() == bestStep)
              .findFirst()
              .map(at -> new Trial.Best(at, metrics))
              .orElse(null));
    }
  }

  private static <E> E find(E[] values, java.util.function.Function<E, String> word, String name) {
    return Arrays.stream(values)
        .filter(value -> word.apply(value).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no '" + name + "'"));
  }

  @Override
  public List<Trial> ended() {
    return blobs.list(folder).stream()
        .filter(path -> path.endsWith(".json"))
        .flatMap(path -> read(path).stream())
        .sorted(Comparator.comparing(Trial::number))
        .toList();
  }

  /** One that another version of this program wrote, which does not read, is computed again. */
  private Optional<Trial> read(String path) {
    try {
      return blobs.read(path).map(json -> PackageJson.read(json, TrialFile.class).restored());
    } catch (IllegalArgumentException e) {
      LOG.warn("{} does not read: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public float[] answers(int trial) {
    return Answers.of(blobs.read(answersPath(trial)).orElse(new byte[0]));
  }

  /** The answers first: whoever finds the trial finds them. */
  @Override
  public void keep(Trial trial, float[] answers) {
    if (answers.length > 0) {
      blobs.create(answersPath(trial.number()), Answers.bytes(answers));
    }
    blobs.create(folder + trial.number() + ".json", PackageJson.write(TrialFile.of(trial)));
  }

  private String answersPath(int trial) {
    return folder + trial + ".answers";
  }
}
