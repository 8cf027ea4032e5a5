package io.millrace.inference.grpc;

import inference.GrpcPredictV2.InferParameter;
import java.util.HashMap;
import java.util.Map;

/** Parameters, which are given back as they came, also those of kinds that are not known here. */
final class Parameters {

  private Parameters() {}

  static Map<String, Object> read(Map<String, InferParameter> parameters) {
    return new HashMap<>(parameters);
  }

  static Map<String, InferParameter> write(Map<String, Object> parameters) {
    Map<String, InferParameter> written = new HashMap<>();
    parameters.forEach((name, value) -> written.put(name, parameter(value)));
    return written;
  }

  private static InferParameter parameter(Object value) {
    return value instanceof InferParameter parameter ? parameter : text(value.toString());
  }

  static InferParameter text(String value) {
    return InferParameter.newBuilder().setStringParam(value).build();
  }
}
