package io.millrace.scoring.baseline;

import io.millrace.event.Feature;
import io.millrace.scoring.features.RowBatch;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * By which features a model told rows apart that it had not seen: how its answers to them lie in
 * the bins of each feature. A feature's share of the answers' variance is what differs between its
 * bins (the correlation ratio: Pearson 1905; first-order sensitivity: Sobol' 1993, Saltelli et al.
 * 2008).
 *
 * <p>An answer is one number, counted in standard deviations from the mean: the number predicted,
 * or the place of the probabilities along a line. What lies farther out than ten of them counts as
 * lying there.
 *
 * @param weights of the classes' probabilities, in the order of the baseline's classes; empty for a
 *     number
 * @param features by name, in the order of the schema
 */
public record Attribution(
    List<Double> weights, double mean, double deviation, Map<String, AnswersByBin> features) {

  /** Of more classes nobody keeps a matrix. */
  public static final int MOST_CLASSES = 50;

  private static final double FARTHEST = 10;

  public Attribution {
    weights = List.copyOf(weights);
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    boolean finite =
        Double.isFinite(mean)
            && Double.isFinite(deviation)
            && weights.stream().allMatch(Double::isFinite);
    if (!finite || deviation <= 0) {
      throw new IllegalArgumentException(
          "attribution: found mean %s, deviation %s, weights %s; allowed: numbers, the deviation above 0"
              .formatted(mean, deviation, weights));
    }
  }

  /** Of a model that answers with numbers; empty where all are the same. */
  public static Optional<Attribution> of(RowBatch rows, double[] answers) {
    return of(rows, List.of(), answers);
  }

  /**
   * Of a model that tells classes apart. Its answers are taken along the line on which they are
   * spread the most (the first principal component); of two classes, that is the probability of
   * either. Empty where all are the same.
   */
  public static Optional<Attribution> of(
      RowBatch rows, int classes, Calibration.Probabilities said) {
    double[] line = PrincipalLine.of(rows.size(), classes, said);
    double[] answers =
        IntStream.range(0, rows.size())
            .mapToDouble(
                row ->
                    IntStream.range(0, classes).mapToDouble(c -> line[c] * said.of(row, c)).sum())
            .toArray();
    return of(rows, Arrays.stream(line).boxed().toList(), answers);
  }

  private static Optional<Attribution> of(RowBatch rows, List<Double> weights, double[] answers) {
    double mean = Arrays.stream(answers).average().orElse(0);
    double variance =
        Arrays.stream(answers).map(answer -> (answer - mean) * (answer - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    if (!Double.isFinite(deviation) || deviation <= 1e-9 * Math.max(1, Math.abs(mean))) {
      return Optional.empty();
    }
    double[] standard = Arrays.stream(answers).map(a -> standard(a, mean, deviation)).toArray();
    Map<String, AnswersByBin> features = new LinkedHashMap<>();
    List<Feature> schema = rows.schema().features();
    for (int i = 0; i < schema.size(); i++) {
      features.put(schema.get(i).name(), binned(rows, i, standard));
    }
    return Optional.of(new Attribution(weights, mean, deviation, features));
  }

  private static AnswersByBin binned(RowBatch rows, int i, double[] answers) {
    int n = rows.size();
    return switch (rows.schema().features().get(i)) {
      case Feature.Number _ -> AnswersByBin.ofNumbers(Arrays.copyOf(rows.numbers(i), n), answers);
      case Feature.Bool _ -> AnswersByBin.ofWords(words(rows.numbers(i), n), answers);
      case Feature.Category _ -> AnswersByBin.ofWords(words(rows.categories(i), n), answers);
    };
  }

  private static @Nullable String[] words(double[] bools, int n) {
    @Nullable String[] words = new @Nullable String[n];
    for (int i = 0; i < n; i++) {
      words[i] = Double.isNaN(bools[i]) ? null : Boolean.toString(bools[i] != 0);
    }
    return words;
  }

  private static @Nullable String[] words(@Nullable String[] all, int n) {
    @Nullable String[] words = new @Nullable String[n];
    System.arraycopy(all, 0, words, 0, n);
    return words;
  }

  /** An answer in standard deviations; NaN for none. */
  public double standard(double answer) {
    return standard(answer, mean, deviation);
  }

  private static double standard(double answer, double mean, double deviation) {
    double standard = (answer - mean) / deviation;
    return Double.isNaN(standard) ? standard : Math.clamp(standard, -FARTHEST, FARTHEST);
  }
}
