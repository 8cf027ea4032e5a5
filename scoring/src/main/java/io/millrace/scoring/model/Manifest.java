package io.millrace.scoring.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.event.Schema;
import io.millrace.message.Cause;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.forecast.ForecastPlan;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from and what it is made of.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param classes in the order of the model's probabilities; empty for a number
 * @param positive the class that precision, recall and F1 look at; null where there is none
 * @param threshold from which probability of the positive class on it is answered; null where the
 *     most probable class is
 * @param schema of the raw features that the model takes
 * @param definition the problem file that it was trained by, whole
 * @param candidates everything that was trained in the run
 * @param champion what served before, measured on the same holdout; null for the first model
 * @param evaluation how it was judged; null in packages of before it was kept
 * @param data the immutable files that it was trained from
 * @param asset the version of the data asset that names those files
 * @param libraries name and version of what trained it
 * @param digests {@code sha256:…} by file name, of the package's other files
 * @param files the folder of the blob store that holds those files; null where they lie beside the
 *     manifest. To be followed only through {@link PackageLocation}
 * @param warnings what makes the data suspect, a plain sentence each
 * @param training the rows that it learned from; null in packages of before it was kept
 * @param usage what its training used of what it was given; null where that was not measured
 * @param forecast how series are read and forecast; null for another task
 * @param origin the file that it was brought in; null where it was trained here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    int formatVersion,
    ProblemName problem,
    int version,
    Task task,
    String target,
    List<String> classes,
    @Nullable String positive,
    @Nullable Double threshold,
    Schema schema,
    long problemVersion,
    Map<String, Object> definition,
    String algorithm,
    Map<String, Object> parameters,
    long seed,
    Metric metric,
    Map<String, Double> metrics,
    List<Candidate> candidates,
    @Nullable Champion champion,
    @Nullable Evaluation evaluation,
    Holdout holdout,
    List<DataFile> data,
    long asset,
    Map<String, String> libraries,
    Cause cause,
    String correlationId,
    String run,
    Instant createdAt,
    Map<String, String> digests,
    @Nullable String files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
    @Nullable Training training,
    @Nullable Usage usage,
    @Nullable ForecastPlan forecast,
    @Nullable Origin origin) {

  public static final int FORMAT_VERSION = 1;

  public Manifest {
    classes = List.copyOf(classes);
    definition = ordered(definition);
    parameters = ordered(parameters);
    metrics = ordered(metrics);
    candidates = List.copyOf(candidates);
    data = List.copyOf(data);
    libraries = ordered(libraries);
    digests = ordered(digests);
    warnings = known(warnings);
  }

  /** Manifests of before have none. */
  private static List<String> known(@Nullable List<String> warnings) {
    return warnings == null ? List.of() : List.copyOf(warnings);
  }

  /**
   * @param history which rows it learned from, in a word
   * @param metrics on the holdout, by name
   */
  public record Candidate(
      String name, String algorithm, String history, Map<String, Double> metrics, boolean chosen) {
    public Candidate {
      metrics = ordered(metrics);
    }
  }

  /**
   * @param metrics on the new model's holdout, by name
   */
  public record Champion(int version, String algorithm, Map<String, Double> metrics) {
    public Champion {
      metrics = ordered(metrics);
    }
  }

  /**
   * The rows that the model was measured on and did not learn from.
   *
   * @param from the earliest event's time
   * @param split how they were chosen, as the problem file says it; null where they are the latest
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Holdout(long rows, Instant from, Instant to, @Nullable String split) {
    public Holdout(long rows, Instant from, Instant to) {
      this(rows, from, to, null);
    }
  }

  /**
   * The rows that the model learned from, and how.
   *
   * @param from the earliest event's time
   * @param recipe null where it was not kept
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Training(long rows, Instant from, Instant to, @Nullable Recipe recipe) {}

  /**
   * All that was found by a search: with it, the same rows give the same model.
   *
   * @param history which rows, in a word
   * @param parameters that the algorithm was given
   */
  public record Recipe(String history, Map<String, Object> parameters, int steps, long seed) {
    public Recipe {
      parameters = ordered(parameters);
    }
  }

  /**
   * What a training used.
   *
   * @param cores that it was given
   * @param memory that it was given, in bytes
   * @param device {@code cpu} or {@code gpu}
   * @param seconds from its start to its end
   * @param peakMemory the most that it had at a time, in bytes; null where the system does not say
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Usage(
      int cores,
      long memory,
      String device,
      double seconds,
      double cpuSeconds,
      @Nullable Long peakMemory) {}

  /**
   * What somebody brought, and who did.
   *
   * @param file its name, as it was sent
   * @param format in a word or two
   * @param digest of the file as it came
   * @param by the caller's name
   * @param reading what the numbers of a TorchScript program are; null where a graph says all
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Origin(
      String file, String format, String digest, long bytes, String by, @Nullable Reading reading) {

    /** The same of a program, whose numbers are these. */
    public Origin with(Reading found) {
      return new Origin(file, format, digest, bytes, by, found);
    }
  }

  public record DataFile(String path, String digest, long rows) {}

  /** The holdout's metrics of the same answer each time; empty where they were not kept. */
  public Map<String, Double> naive() {
    return evaluation == null
        ? Map.of()
        : evaluation.baselines().values().stream().findFirst().orElse(Map.of());
  }

  /** How one of two classes is answered; empty where the most probable is. */
  public Optional<Threshold> decision() {
    return threshold == null || positive == null
        ? Optional.empty()
        : Optional.of(new Threshold(classes.indexOf(positive), threshold));
  }

  /** The same with other digests. */
  public Manifest withDigests(Map<String, String> digests) {
    return with(version, digests, files, createdAt, usage);
  }

  /** The same under another number. */
  public Manifest withVersion(int version) {
    return with(version, digests, files, createdAt, usage);
  }

  /** The same with its files in a folder of the blob store. */
  public Manifest withFiles(String files) {
    return with(version, digests, files, createdAt, usage);
  }

  /** The same as a version. */
  public Manifest registered(int version, String files, Instant createdAt, @Nullable Usage usage) {
    return with(version, digests, files, createdAt, usage);
  }

  private Manifest with(
      int version,
      Map<String, String> digests,
      @Nullable String files,
      Instant createdAt,
      @Nullable Usage usage) {
    return new Manifest(
        formatVersion,
        problem,
        version,
        task,
        target,
        classes,
        positive,
        threshold,
        schema,
        problemVersion,
        definition,
        algorithm,
        parameters,
        seed,
        metric,
        metrics,
        candidates,
        champion,
        evaluation,
        holdout,
        data,
        asset,
        libraries,
        cause,
        correlationId,
        run,
        createdAt,
        digests,
        files,
        warnings,
        training,
        usage,
        forecast,
        origin);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
