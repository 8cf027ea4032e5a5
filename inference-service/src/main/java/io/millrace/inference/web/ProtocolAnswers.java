package io.millrace.inference.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.inference.protocol.ModelMetadata;
import io.millrace.inference.protocol.ModelMetadata.TensorMetadata;
import io.millrace.starter.messaging.MillraceJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The answers of the Open Inference Protocol, as they stand in JSON. */
final class ProtocolAnswers {

  /** The names of a tensor's columns: a parameter is a text, so that they are JSON within it. */
  static final String CLASSES = "classes";

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

  private static void putClasses(Map<String, Object> parameters, List<String> classes) {
    if (!classes.isEmpty()) {
      parameters.put(CLASSES, names(classes));
    }
  }

  static String names(List<String> classes) {
    return MillraceJson.mapper().writeValueAsString(classes);
  }
}
