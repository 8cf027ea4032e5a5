package io.millrace.inference.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.inference.protocol.InferAnswer;
import io.millrace.inference.protocol.ModelMetadata;
import io.millrace.inference.protocol.ModelMetadata.TensorMetadata;
import io.millrace.inference.protocol.OutputTensor;
import io.millrace.starter.messaging.MillraceJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers of the Open Inference Protocol, as they stand in JSON. */
final class ProtocolAnswers {

  /** The names of a tensor's columns: a parameter is a text, so that they are JSON within it. */
  private static final String CLASSES = "classes";

  private ProtocolAnswers() {}

  record Live(boolean live) {}

  record Ready(boolean live, boolean ready) {}

  record ModelReady(String name, boolean ready) {}

  /** A model's metadata. */
  record Model(
      String name,
      List<String> versions,
      String platform,
      List<TensorShape> inputs,
      List<TensorShape> outputs) {

    static Model of(ModelMetadata metadata) {
      return new Model(
          metadata.name(),
          metadata.versions(),
          metadata.platform(),
          metadata.inputs().stream().map(TensorShape::of).toList(),
          metadata.outputs().stream().map(TensorShape::of).toList());
    }
  }

  /** A tensor's metadata. */
  record TensorShape(
      String name,
      String datatype,
      List<Long> shape,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> parameters) {

    static TensorShape of(TensorMetadata tensor) {
      Map<String, Object> parameters = new LinkedHashMap<>();
      if (tensor.optional()) {
        parameters.put("optional", true);
      }
      putClasses(parameters, tensor.classes());
      return new TensorShape(tensor.name(), tensor.datatype().name(), tensor.shape(), parameters);
    }
  }

  /** The answer to an inference. */
  record Inferred(
      @JsonProperty("model_name") String modelName,
      @JsonProperty("model_version") String modelVersion,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String id,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> parameters,
      List<Output> outputs) {

    static Inferred of(InferAnswer answer) {
      return new Inferred(
          answer.model(),
          answer.version(),
          answer.id(),
          answer.parameters(),
          answer.outputs().stream().map(Output::of).toList());
    }
  }

  /**
   * A tensor that was inferred.
   *
   * @param data an array of numbers or texts, flat
   */
  record Output(
      String name,
      String datatype,
      List<Long> shape,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> parameters,
      Object data) {

    static Output of(OutputTensor tensor) {
      Map<String, Object> parameters = new LinkedHashMap<>(tensor.parameters());
      putClasses(parameters, tensor.classes());
      Object data =
          switch (tensor.data()) {
            case OutputTensor.Texts(var values) -> values;
            case OutputTensor.Numbers(var values) -> values;
          };
      return new Output(tensor.name(), tensor.datatype().name(), tensor.shape(), parameters, data);
    }
  }

  private static void putClasses(Map<String, Object> parameters, List<String> classes) {
    if (!classes.isEmpty()) {
      parameters.put(CLASSES, MillraceJson.mapper().writeValueAsString(classes));
    }
  }
}
