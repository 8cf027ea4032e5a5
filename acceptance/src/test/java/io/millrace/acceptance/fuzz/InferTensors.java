package io.millrace.acceptance.fuzz;

import io.millrace.inference.protocol.Elements;
import io.millrace.inference.protocol.InferRequest;
import io.millrace.inference.protocol.RefusedRequestException;
import io.millrace.inference.protocol.Tensor;
import io.millrace.inference.web.InferBodies;
import java.util.List;
import java.util.stream.Stream;

/** The body of an inference request of the Open Inference Protocol. */
final class InferTensors implements Boundary {

  @Override
  public String name() {
    return "infer";
  }

  @Override
  public List<byte[]> seeds() {
    return Stream.of(
            "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"FP64\",\"shape\":[1],\"data\":[1.5]}]}",
            "{\"id\":\"1\",\"inputs\":[{\"name\":\"m\",\"datatype\":\"INT8\",\"shape\":[2,2],"
                + "\"data\":[[1,2],[null,NaN]]}],\"outputs\":[{\"name\":\"label\"}]}",
            "{\"parameters\":{\"a\":true},\"inputs\":[{\"data\":[\"x\"],\"shape\":[1],"
                + "\"datatype\":\"BYTES\",\"name\":\"w\"}]}",
            "{\"inputs\":[{\"name\":\"u\",\"datatype\":\"UINT64\",\"shape\":[1,1],"
                + "\"data\":[18446744073709551615]},{\"name\":\"b\",\"datatype\":\"BOOL\","
                + "\"shape\":[1],\"data\":[true]}]}")
        .map(Samples::bytes)
        .toList();
  }

  @Override
  public void take(byte[] input) {
    InferRequest request;
    try {
      request = InferBodies.read(input);
    } catch (RefusedRequestException refused) {
      Invariant.holds(!refused.detail().isBlank(), "a refusal says why", refused);
      return;
    }
    request.inputs().forEach(InferTensors::take);
  }

  private static void take(Tensor tensor) {
    Elements elements = tensor.elements();
    for (int i = 0; i < elements.count(); i++) {
      Object element = elements.at(i);
      Invariant.holds(
          element == null
              || element instanceof Number
              || element instanceof Boolean
              || element instanceof String,
          "an element is a number, truth value or text",
          tensor);
    }
  }
}
