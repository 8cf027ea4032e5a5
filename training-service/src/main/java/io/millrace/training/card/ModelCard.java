package io.millrace.training.card;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.event.Schema;
import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.Manifest.DataFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The card of a version (Mitchell et al. 2019, Model Cards for Model Reporting). The same manifest
 * gives the same card.
 *
 * @param purpose a plain sentence
 * @param goodEnough what the problem asks for, in words; null where it takes any model
 * @param preparation how events become numbers, in words
 * @param forecast how series are read and forecast; null for another task
 * @param metrics the one that counts first
 * @param evaluation curves, confusion or residuals, importances; null where they were not kept
 * @param training the rows that it learned from; null where they were not kept
 * @param verdict why it was registered, in words
 * @param environment what trained it, by name and version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
    ProblemName problem,
    int version,
    Instant registeredAt,
    String purpose,
    Task task,
    String target,
    List<String> classes,
    @Nullable String positive,
    @Nullable Double threshold,
    @Nullable String goodEnough,
    Schema features,
    Data data,
    List<String> preparation,
    @Nullable ForecastPlan forecast,
    Manifest.@Nullable Training training,
    Manifest.Holdout holdout,
    Metric metric,
    List<MetricRow> metrics,
    List<Manifest.Candidate> candidates,
    Manifest.@Nullable Champion champion,
    @Nullable Evaluation evaluation,
    List<String> warnings,
    String verdict,
    String algorithm,
    Map<String, Object> parameters,
    long seed,
    Lineage lineage,
    Map<String, String> environment) {

  /**
   * What it was trained and judged on.
   *
   * @param digest of the files' paths, digests and rows, in order: the same for the same data
   */
  public record Data(long asset, long rows, List<DataFile> files, String digest) {}

  /**
   * @param baselines by name, of answers that take no learning
   * @param validation on the rows by which the model was found; null where it is not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record MetricRow(
      String metric,
      boolean higherIsBetter,
      @Nullable Double model,
      Map<String, Double> baselines,
      @Nullable Double champion,
      @Nullable Double validation) {}

  /**
   * Where the version comes from.
   *
   * @param digests of the package's files, by name
   */
  public record Lineage(
      String run,
      Cause cause,
      String correlationId,
      long problemVersion,
      String manifestDigest,
      Map<String, String> digests) {}

  /**
   * @param manifestDigest {@code sha256:…} of the manifest as it is stored
   */
  public static ModelCard of(Manifest manifest, String manifestDigest) {
    Sentences sentences = new Sentences(manifest);
    return new ModelCard(
        manifest.problem(),
        manifest.version(),
        manifest.createdAt(),
        sentences.purpose(),
        manifest.task(),
        manifest.target(),
        manifest.classes(),
        manifest.positive(),
        manifest.threshold(),
        sentences.goodEnough().orElse(null),
        manifest.schema(),
        data(manifest),
        sentences.preparation(),
        manifest.forecast(),
        manifest.training(),
        manifest.holdout(),
        manifest.metric(),
        metrics(manifest),
        manifest.candidates(),
        manifest.champion(),
        manifest.evaluation(),
        manifest.warnings(),
        sentences.verdict(),
        manifest.algorithm(),
        manifest.parameters(),
        manifest.seed(),
        new Lineage(
            manifest.run(),
            manifest.cause(),
            manifest.correlationId(),
            manifest.problemVersion(),
            manifestDigest,
            manifest.digests()),
        manifest.libraries());
  }

  private static Data data(Manifest manifest) {
    String all =
        manifest.data().stream()
            .map(file -> "%s %s %d\n".formatted(file.path(), file.digest(), file.rows()))
            .collect(Collectors.joining());
    return new Data(
        manifest.asset(),
        manifest.data().stream().mapToLong(DataFile::rows).sum(),
        manifest.data(),
        Digest.of(all.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<MetricRow> metrics(Manifest manifest) {
    Set<String> words = new LinkedHashSet<>();
    words.add(manifest.metric().word());
    words.addAll(manifest.metrics().keySet());
    Evaluation evaluation = manifest.evaluation();
    Map<String, Map<String, Double>> baselines =
        evaluation == null ? Map.of() : evaluation.baselines();
    Map<String, Double> validation = evaluation == null ? Map.of() : evaluation.validation();
    Manifest.Champion champion = manifest.champion();
    List<MetricRow> rows = new ArrayList<>();
    for (String word : words) {
      Map<String, Double> naive = new LinkedHashMap<>();
      baselines.forEach(
          (name, metrics) -> {
            if (metrics.containsKey(word)) {
              naive.put(name, metrics.get(word));
            }
          });
      rows.add(
          new MetricRow(
              word,
              higherIsBetter(word),
              manifest.metrics().get(word),
              naive,
              champion == null ? null : champion.metrics().get(word),
              validation.get(word)));
    }
    return rows;
  }

  private static boolean higherIsBetter(String word) {
    for (Metric metric : Metric.values()) {
      if (metric.word().equals(word)) {
        return metric.higherIsBetter();
      }
    }
    return true;
  }
}
