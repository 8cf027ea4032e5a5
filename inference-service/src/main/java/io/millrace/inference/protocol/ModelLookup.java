package io.millrace.inference.protocol;

import io.millrace.inference.load.Cast;
import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.Serving;
import io.millrace.inference.load.Standing;
import io.millrace.inference.protocol.RefusedRequestException.Reason;
import io.millrace.inference.score.Shown;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.starter.problems.ProblemCatalog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the model that a request names: the one place that knows which versions may be asked. */
public final class ModelLookup {

  private final Serving serving;
  private final ModelLoader loader;
  private final ProblemCatalog problems;

  public ModelLookup(Serving serving, ModelLoader loader, ProblemCatalog problems) {
    this.serving = serving;
    this.loader = loader;
    this.problems = problems;
  }

  /**
   * A model that was found, to be given back soon.
   *
   * @param cast one version alone where it was named
   */
  record Found(ServedProblem problem, Cast cast) implements AutoCloseable {
    @Override
    public void close() {
      cast.close();
    }
  }

  /**
   * @param version empty for whichever answers
   * @throws RefusedRequestException where there is none, or none for tensors
   */
  Found acquire(String model, String version) {
    if (!ProblemName.isValid(model)) {
      throw unknown(model);
    }
    ProblemName name = new ProblemName(model);
    ServedProblem problem = serving.find(name).orElseThrow(() -> absent(name));
    Cast cast =
        version.isEmpty()
            ? problem.acquireAll().orElseThrow(() -> absent(name))
            : named(problem, version);
    if (cast.lead().manifest().task() == Task.FORECASTING) {
      cast.close();
      throw RefusedRequestException.malformed(
          "The model '%s' forecasts series, which are asked for at /v1/problems/%s/predict.",
          model, model);
    }
    return new Found(problem, cast);
  }

  private Cast named(ServedProblem problem, String version) {
    List<Integer> versions = problem.versions();
    if (versions.isEmpty()) {
      throw absent(problem.name());
    }
    return versions.stream()
        .filter(serves -> version.equals(Integer.toString(serves)))
        .findFirst()
        .flatMap(problem::acquire)
        .orElseThrow(() -> notServing(problem.name(), version, versions));
  }

  private static RefusedRequestException notServing(
      ProblemName model, String version, List<Integer> versions) {
    String serving = versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new RefusedRequestException(
        Reason.UNKNOWN,
        "Version %s of the model '%s' does not serve; version%s %s %s."
            .formatted(
                Shown.of(version),
                model,
                versions.size() == 1 ? "" : "s",
                serving,
                versions.size() == 1 ? "does" : "do"));
  }

  /**
   * Whether the model could answer.
   *
   * @throws RefusedRequestException where there is no such model
   */
  boolean isReady(String model, String version) {
    try (Found _ = acquire(model, version)) {
      return true;
    } catch (RefusedRequestException e) {
      if (e.reason() == Reason.UNKNOWN) {
        throw e;
      }
      return false;
    }
  }

  /** Whether the models known at the start have been looked at, and some use can be had. */
  boolean isServerReady() {
    var standings = loader.standings().values();
    return loader.isCaughtUp()
        && (standings.stream().anyMatch(standing -> standing.serving() > 0)
            || standings.stream().allMatch(standing -> standing.trouble().isEmpty()));
  }

  private RefusedRequestException absent(ProblemName name) {
    if (!loader.isCaughtUp()) {
      return new RefusedRequestException(
          Reason.NOT_READY, "This replica is starting and does not know all models yet.");
    }
    if (problems.find(name).isEmpty()) {
      return unknown(name.value());
    }
    Optional<String> trouble = loader.standing(name).flatMap(Standing::trouble);
    return trouble.isPresent()
        ? new RefusedRequestException(
            Reason.NOT_READY,
            "The model of %s cannot be had yet: %s.".formatted(name, trouble.get()))
        : new RefusedRequestException(Reason.NO_MODEL, noModel(name));
  }

  private String noModel(ProblemName name) {
    String waits =
        loader.standing(name).flatMap(known -> known.waitsSaying(name)).map(" "::concat).orElse("");
    return "No model serves %s yet.%s".formatted(name, waits);
  }

  private static RefusedRequestException unknown(String model) {
    return new RefusedRequestException(
        Reason.UNKNOWN,
        "There is no model '%s'; models have their problems' names.".formatted(Shown.of(model)));
  }
}
