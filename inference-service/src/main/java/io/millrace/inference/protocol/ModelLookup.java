package io.millrace.inference.protocol;

import io.millrace.inference.load.ModelLoader;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.load.Serving;
import io.millrace.inference.load.Standing;
import io.millrace.inference.protocol.RefusedRequestException.Reason;
import io.millrace.inference.score.Shown;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Task;
import io.millrace.scoring.model.Lease;
import io.millrace.starter.problems.ProblemCatalog;
import java.util.Optional;

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
   * The model, to be given back soon.
   *
   * @param version empty for the one that serves
   * @throws RefusedRequestException where there is none, or none for tensors
   */
  Lease<ServedModel> acquire(String model, String version) {
    if (!ProblemName.isValid(model)) {
      throw unknown(model);
    }
    ProblemName name = new ProblemName(model);
    Lease<ServedModel> lease =
        serving.find(name).flatMap(ServedProblem::acquire).orElseThrow(() -> absent(name));
    int serves = lease.model().version();
    if (!version.isEmpty() && !version.equals(Integer.toString(serves))) {
      lease.close();
      throw new RefusedRequestException(
          Reason.UNKNOWN,
          "Version %s of the model '%s' does not serve; version %d does."
              .formatted(version, model, serves));
    }
    if (lease.model().manifest().task() == Task.FORECASTING) {
      lease.close();
      throw RefusedRequestException.malformed(
          "The model '%s' forecasts series, which are asked for at /v1/problems/%s/predict.",
          model, model);
    }
    return lease;
  }

  /**
   * Whether the model could answer.
   *
   * @throws RefusedRequestException where there is no such model
   */
  boolean isReady(String model, String version) {
    try (Lease<ServedModel> _ = acquire(model, version)) {
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
        : new RefusedRequestException(Reason.NO_MODEL, "No model serves %s yet.".formatted(name));
  }

  private static RefusedRequestException unknown(String model) {
    return new RefusedRequestException(
        Reason.UNKNOWN,
        "There is no model '%s'; models have their problems' names.".formatted(Shown.of(model)));
  }
}
