package io.millrace.inference.protocol;

import io.millrace.inference.load.ServedModel;
import io.millrace.inference.score.Predictor;
import io.millrace.inference.score.RowError;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.score.WholeAnswer;
import io.millrace.scoring.model.Lease;

/** Answers what the protocol asks, whatever carries it. */
public final class OpenInference {

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
    try (Lease<ServedModel> lease = models.acquire(model, version)) {
      return ModelMetadata.of(lease.model().manifest());
    }
  }

  /**
   * All rows by one version, or none.
   *
   * @throws RefusedRequestException where it cannot be answered whole
   */
  public InferAnswer infer(InferRequest request, Channel channel, String correlationId) {
    try (Lease<ServedModel> lease = models.acquire(request.model(), request.version())) {
      ServedModel model = lease.model();
      Outputs outputs = Outputs.of(model.manifest().task(), request.outputs());
      TensorRows rows =
          new InputRows(model.manifest().schema(), model.data(), maxRows).of(request.inputs());
      return switch (predictor.predictWhole(model, rows, channel, correlationId)) {
        case WholeAnswer.Given(var predicted) ->
            new InferAnswer(
                request.model(),
                Integer.toString(predicted.scored().version()),
                request.id(),
                request.parameters(),
                outputs.of(predicted.scored().scores(), predicted::id));
        case WholeAnswer.Refused(int row, RowError error) -> throw refused(row, error);
        case WholeAnswer.Overloaded _ ->
            throw new RefusedRequestException(
                RefusedRequestException.Reason.OVERLOADED,
                "As much is being predicted as this replica has room for.");
      };
    }
  }

  private static RefusedRequestException refused(int row, RowError error) {
    String place = error.field().isEmpty() ? "" : ", " + error.field();
    return RefusedRequestException.malformed(
        "Row %d%s: found %s, expected %s.", row, place, error.found(), error.expected());
  }
}
