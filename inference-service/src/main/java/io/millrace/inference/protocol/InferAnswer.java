package io.millrace.inference.protocol;

import java.util.List;
import java.util.Map;

/**
 * What is answered.
 *
 * @param id of the request; empty where it had none
 * @param parameters of the request, and the role of the version
 */
public record InferAnswer(
    String model,
    String version,
    String id,
    Map<String, Object> parameters,
    List<OutputTensor> outputs) {

  public InferAnswer {
    outputs = List.copyOf(outputs);
  }
}
