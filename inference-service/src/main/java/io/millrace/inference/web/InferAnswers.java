package io.millrace.inference.web;

import io.millrace.inference.protocol.InferAnswer;
import io.millrace.inference.protocol.OutputTensor;
import io.millrace.starter.messaging.MillraceJson;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes the answer to an inference, from arrays to bytes. */
final class InferAnswers {

  private static final int TYPICAL_BYTES = 512;

  private final JsonGenerator json;

  private InferAnswers(JsonGenerator json) {
    this.json = json;
  }

  static byte[] write(InferAnswer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = MillraceJson.mapper().createGenerator(bytes)) {
      new InferAnswers(json).answer(answer);
    }
    return bytes.toByteArray();
  }

  private void answer(InferAnswer answer) {
    json.writeStartObject();
    json.writeStringProperty("model_name", answer.model());
    json.writeStringProperty("model_version", answer.version());
    if (!answer.id().isEmpty()) {
      json.writeStringProperty("id", answer.id());
    }
    parameters(answer.parameters(), List.of());
    json.writeName("outputs");
    json.writeStartArray();
    answer.outputs().forEach(this::output);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void output(OutputTensor tensor) {
    json.writeStartObject();
    json.writeStringProperty("name", tensor.name());
    json.writeStringProperty("datatype", tensor.datatype().name());
    json.writeName("shape");
    json.writeStartArray();
    tensor.shape().forEach(json::writeNumber);
    json.writeEndArray();
    parameters(tensor.parameters(), tensor.classes());
    json.writeName("data");
    switch (tensor.data()) {
      case OutputTensor.Texts(var values) -> json.writeArray(values, 0, values.length);
      case OutputTensor.Numbers(var values) -> json.writeArray(values, 0, values.length);
    }
    json.writeEndObject();
  }

  private void parameters(Map<String, Object> parameters, List<String> classes) {
    if (parameters.isEmpty() && classes.isEmpty()) {
      return;
    }
    json.writeName("parameters");
    json.writeStartObject();
    parameters.forEach(
        (name, value) -> {
          if (classes.isEmpty() || !name.equals(ProtocolAnswers.CLASSES)) {
            json.writeName(name);
            json.writePOJO(value);
          }
        });
    if (!classes.isEmpty()) {
      json.writeStringProperty(ProtocolAnswers.CLASSES, ProtocolAnswers.names(classes));
    }
    json.writeEndObject();
  }
}
