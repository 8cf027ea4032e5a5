package io.millrace.inference.protocol;

import io.millrace.inference.load.Cast;
import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.ServedProblem.Place;
import io.millrace.inference.load.Serving;
import io.millrace.inference.load.Standing;
import io.millrace.inference.protocol.RefusedRequestException.Reason;
import io.millrace.inference.score.Shown;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.model.Manifest;
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
   * A model that serves, in memory or not.
   *
   * @param manifest of the version that was named, or else the champion's
   */
  record Known(ServedProblem problem, Manifest manifest) {}

  /**
   * @param version empty for the champion
   * @throws RefusedRequestException where there is none, or none for tensors
   */
  Known find(String model, String version) {
    if (!ProblemName.isValid(model)) {
      throw unknown(model);
    }
    ProblemName name = new ProblemName(model);
    ServedProblem problem = serving.find(name).orElseThrow(() -> absent(name));
    Place champion = problem.champion().orElseThrow(() -> absent(name));
    Place found = version.isEmpty() ? champion : named(problem, version);
    if (isOfSeries(found.manifest())) {
      throw series(name);
    }
    return new Known(problem, found.manifest());
  }

  /**
   * As {@link #find}, to be asked; a model that was unloaded is waited for.
   *
   * @param version empty for whichever answers
   */
  Found acquire(String model, String version) {
    Known known = find(model, version);
    ServedProblem problem = known.problem();
    Cast cast =
        (version.isEmpty() ? problem.acquireAll() : problem.acquire(known.manifest().version()))
            .orElseThrow(() -> absent(problem.name()));
    if (isOfSeries(cast.lead().manifest())) {
      cast.close();
      throw series(problem.name());
    }
    return new Found(problem, cast);
  }

  private static boolean isOfSeries(Manifest manifest) {
    return manifest.task() == Task.FORECASTING;
  }

  private static RefusedRequestException series(ProblemName model) {
    return RefusedRequestException.malformed(
        "The model '%s' forecasts series, which are asked for at /v1/problems/%s/predict.",
        model, model);
  }

  private static Place named(ServedProblem problem, String version) {
    List<Integer> versions = problem.versions();
    return versions.stream()
        .filter(serves -> version.equals(Integer.toString(serves)))
        .findFirst()
        .flatMap(problem::find)
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
   * Whether the model could answer, perhaps after it has been loaded again.
   *
   * @throws RefusedRequestException where there is no such model
   */
  boolean isReady(String model, String version) {
    try {
      Known _ = find(model, version);
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
    if (serving.find(name).isPresent()) {
      return new RefusedRequestException(
          Reason.NOT_READY,
          "The model of %s was unloaded, and takes long to be loaded again.".formatted(name));
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
