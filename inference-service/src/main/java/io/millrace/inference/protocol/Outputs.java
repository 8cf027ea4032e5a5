package io.millrace.inference.protocol;

import io.millrace.inference.protocol.InferRequest.RequestedOutput;
import io.millrace.inference.protocol.OutputTensor.Content;
import io.millrace.inference.protocol.OutputTensor.Numbers;
import io.millrace.inference.protocol.OutputTensor.Texts;
import io.millrace.problem.Task;
import io.millrace.scoring.model.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The outputs that a request wants of a model. */
record Outputs(List<RequestedOutput> wanted) {

  static final String LABEL = "label";
  static final String PROBABILITIES = "probabilities";
  static final String VALUE = "value";

  /** By which the true value is told later; given only to those who ask for it. */
  static final String PREDICTION_ID = "prediction_id";

  /**
   * @throws RefusedRequestException where the model has no such output
   */
  static Outputs of(Task task, List<RequestedOutput> requested) {
    List<String> usual =
        switch (task) {
          case CLASSIFICATION -> List.of(LABEL, PROBABILITIES);
          case REGRESSION -> List.of(VALUE);
          case FORECASTING -> throw new IllegalArgumentException("Series have no tensors");
        };
    for (RequestedOutput output : requested) {
      if (!usual.contains(output.name()) && !output.name().equals(PREDICTION_ID)) {
        throw RefusedRequestException.malformed(
            "The model has no output '%s'; it has %s, and %s where that is asked for.",
            output.name(), String.join(", ", usual), PREDICTION_ID);
      }
    }
    return new Outputs(
        requested.isEmpty()
            ? usual.stream().map(name -> new RequestedOutput(name, Map.of())).toList()
            : requested);
  }

  /**
   * @param ids of the rows, by their number
   */
  List<OutputTensor> of(Scores scores, IntFunction<String> ids) {
    return wanted.stream().map(output -> tensor(output, scores, ids)).toList();
  }

  private static OutputTensor tensor(
      RequestedOutput output, Scores scores, IntFunction<String> ids) {
    boolean each = output.name().equals(PROBABILITIES);
    long rows = scores.rows();
    return new OutputTensor(
        output.name(),
        each ? List.of(rows, (long) scores.classes().size()) : List.of(rows),
        content(output.name(), scores, ids),
        each ? scores.classes() : List.of(),
        output.parameters());
  }

  private static Content content(String name, Scores scores, IntFunction<String> ids) {
    return switch (name) {
      case LABEL -> new Texts(labels(scores));
      case PROBABILITIES -> new Numbers(probabilities(scores));
      case VALUE -> new Numbers(values(scores));
      default -> new Texts(ids(scores, ids));
    };
  }

  private static String[] ids(Scores scores, IntFunction<String> ids) {
    String[] all = new String[scores.rows()];
    Arrays.setAll(all, ids);
    return all;
  }

  private static String[] labels(Scores scores) {
    String[] labels = new String[scores.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = scores.label(row);
    }
    return labels;
  }

  private static double[] probabilities(Scores scores) {
    int width = scores.classes().size();
    double[] probabilities = new double[scores.rows() * width];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = scores.probability(i / width, i % width);
    }
    return probabilities;
  }

  private static double[] values(Scores scores) {
    double[] values = new double[scores.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = scores.value(row);
    }
    return values;
  }
}
