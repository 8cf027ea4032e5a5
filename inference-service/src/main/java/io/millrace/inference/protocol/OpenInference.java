package io.millrace.inference.protocol;

import io.millrace.inference.load.By;
import io.millrace.inference.load.ServedModel;
import io.millrace.inference.protocol.ModelLookup.Found;
import io.millrace.inference.protocol.ModelLookup.Known;
import io.millrace.inference.score.PredictedRows;
import io.millrace.inference.score.Predictor;
import io.millrace.inference.score.RowError;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.score.WholeAnswer;
import io.millrace.inference.traffic.Call;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers what the protocol asks, whatever carries it. */
public final class OpenInference {

  /** The parameter that says as what the version was asked. */
  private static final String ROLE = "role";

  private final ModelLookup models;
  private final Predictor predictor;
  private final int maxRows;

  /**
   * @param maxRows of a request
   */
  public OpenInference(ModelLookup models, Predictor predictor, int maxRows) {
    this.models = models;
    this.predictor = predictor;
    this.maxRows = maxRows;
  }

  public ServerMetadata server() {
    return ServerMetadata.ofThis();
  }

  public boolean isReady() {
    return models.isServerReady();
  }

  /**
   * Whether a model could answer.
   *
   * @param version empty for the one that serves
   * @throws RefusedRequestException where there is no such model
   */
  public boolean isReady(String model, String version) {
    return models.isReady(model, version);
  }

  /**
   * @param version empty for the one that serves
   * @throws RefusedRequestException where it does not serve
   */
  public ModelMetadata metadata(String model, String version) {
    Known known = models.find(model, version);
    return ModelMetadata.of(known.manifest(), known.problem().versions());
  }

  /**
   * All rows by one version, or none. Where none is named, a canary answers a request whose rows
   * all are of its share.
   *
   * @param call told who answers
   * @throws RefusedRequestException where it cannot be answered whole
   */
  public InferAnswer infer(InferRequest request, Channel channel, String correlationId, Call call) {
    try (Found found = models.acquire(request.model(), request.version())) {
      ServedModel model = found.cast().lead();
      Outputs outputs = Outputs.of(model.manifest().task(), request.outputs());
      TensorRows rows =
          new InputRows(model.manifest().schema(), model.data(), maxRows).of(request.inputs());
      return switch (predictor.predictWhole(
          found.problem(), found.cast(), rows, channel, correlationId)) {
        case WholeAnswer.Given(var predicted) -> {
          call.answered(predicted);
          yield answer(request, predicted, outputs, found.cast().by());
        }
        case WholeAnswer.Refused(int row, RowError error) -> throw refused(row, error);
        case WholeAnswer.Overloaded _ ->
            throw new RefusedRequestException(
                RefusedRequestException.Reason.OVERLOADED,
                "As much is being predicted as this replica has room for.");
      };
    }
  }

  private static InferAnswer answer(
      InferRequest request, PredictedRows predicted, Outputs outputs, By lead) {
    By by = predicted.verdicts().single().orElse(lead);
    Map<String, Object> parameters = new LinkedHashMap<>(request.parameters());
    parameters.putIfAbsent(ROLE, by.role().word());
    return new InferAnswer(
        request.model(),
        Integer.toString(by.version()),
        request.id(),
        parameters,
        outputs.of(predicted.verdicts().scores(), predicted::id));
  }

  private static RefusedRequestException refused(int row, RowError error) {
    String place = error.field().isEmpty() ? "" : ", " + error.field();
    return RefusedRequestException.malformed(
        "Row %d%s: found %s, expected %s.", row, place, error.found(), error.expected());
  }
}
