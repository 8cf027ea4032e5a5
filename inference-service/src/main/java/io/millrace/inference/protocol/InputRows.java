package io.millrace.inference.protocol;

import static io.millrace.inference.protocol.RefusedRequestException.malformed;

import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.inference.protocol.TensorRow.Column;
import io.millrace.problem.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads tensors as the rows of a model: one tensor a feature, or one matrix with a column a
 * feature. Beside them the fields of the event's time and entity may come.
 */
final class InputRows {

  private final Schema schema;
  private final List<String> besides;
  private final int most;

  /**
   * @param most rows that are taken
   */
  InputRows(Schema schema, Data data, int most) {
    this.schema = schema;
    this.besides = Stream.concat(data.time().stream(), data.key().stream()).toList();
    this.most = most;
  }

  /**
   * @throws RefusedRequestException where they are not what the model takes
   */
  TensorRows of(List<Tensor> inputs) {
    if (inputs.isEmpty()) {
      throw malformed("The request has no inputs; the model takes %s.", features());
    }
    int rows = rows(inputs);
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Tensor input : inputs) {
      if (isKnown(input.name())) {
        put(columns, input.name(), column(input));
      } else {
        matrix(input).forEach((name, column) -> put(columns, name, column));
      }
    }
    requireAll(columns);
    return new TensorRows(columns, rows);
  }

  private int rows(List<Tensor> inputs) {
    long rows = inputs.getFirst().shape().getFirst();
    for (Tensor input : inputs) {
      if (input.shape().getFirst() != rows) {
        throw malformed(
            "The tensor '%s' has %d rows and the tensor '%s' %d; all have to have as many.",
            inputs.getFirst().name(), rows, input.name(), input.shape().getFirst());
      }
    }
    if (rows > most) {
      throw new RefusedRequestException(
          RefusedRequestException.Reason.TOO_LARGE,
          "The request has %d rows; at most %d are answered at a time.".formatted(rows, most));
    }
    return (int) rows;
  }

  private boolean isKnown(String name) {
    return schema.find(name).isPresent() || besides.contains(name);
  }

  private static Column column(Tensor input) {
    if (!input.isColumn()) {
      throw malformed(
          "The tensor '%s' has the shape %s; one feature's is [rows] or [rows, 1].",
          input.name(), input.shape());
    }
    return new Column(input.elements(), 0, 1);
  }

  private Map<String, Column> matrix(Tensor input) {
    List<Feature> features = schema.features();
    if (!input.isMatrix() || input.shape().get(1) != features.size()) {
      throw malformed(
          "The model has no input '%s', and its shape %s is not that of all in a matrix, which is"
              + " [rows, %d] in this order: %s.",
          input.name(), input.shape(), features.size(), features());
    }
    features.stream()
        .filter(Feature.Category.class::isInstance)
        .findFirst()
        .ifPresent(
            feature -> {
              throw malformed(
                  "A matrix is for numbers and truth values, and %s is text; give each feature as a"
                      + " tensor of its name: %s.",
                  feature.name(), features());
            });
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < features.size(); i++) {
      columns.put(features.get(i).name(), new Column(input.elements(), i, features.size()));
    }
    return columns;
  }

  private static void put(Map<String, Column> columns, String name, Column column) {
    if (columns.put(name, column) != null) {
      throw malformed("The request has the input '%s' twice.", name);
    }
  }

  private void requireAll(Map<String, Column> columns) {
    for (Feature feature : schema.features()) {
      if (!feature.optional() && !columns.containsKey(feature.name())) {
        throw malformed(
            "The request has no input '%s'; the model takes %s.", feature.name(), features());
      }
    }
  }

  private String features() {
    return schema.features().stream()
        .map(feature -> feature.optional() ? feature.name() + " (optional)" : feature.name())
        .collect(Collectors.joining(", "));
  }
}
