package io.millrace.inference.protocol;

import java.util.List;
import java.util.Map;

/**
 * What is asked.
 *
 * @param version empty for the one that serves
 * @param id given back as it is; empty where there is none
 * @param parameters given back as they are: texts, numbers and truth values by name
 * @param outputs that are wanted; empty for all
 */
public record InferRequest(
    String model,
    String version,
    String id,
    Map<String, Object> parameters,
    List<Tensor> inputs,
    List<RequestedOutput> outputs) {

  public InferRequest {
    parameters = Map.copyOf(parameters);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** An output that is wanted. */
  public record RequestedOutput(String name, Map<String, Object> parameters) {

    public RequestedOutput {
      parameters = Map.copyOf(parameters);
    }
  }
}
