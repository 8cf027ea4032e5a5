package io.millrace.inference.web;

import static io.millrace.inference.protocol.RefusedRequestException.malformed;

import io.millrace.inference.protocol.Datatype;
import io.millrace.inference.protocol.InferRequest;
import io.millrace.inference.protocol.InferRequest.RequestedOutput;
import io.millrace.inference.protocol.RefusedRequestException;
import io.millrace.inference.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads an inference request as it comes, its members in any order. Those that it does not know are
 * left out.
 */
final class InferRequestReader {

  /** NaN is no JSON, and what Python's own encoder writes for a missing value. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(PredictRequest.BOUNDS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final JsonParser json;
  private String id = "";
  private Map<String, Object> parameters = Map.of();
  private @Nullable List<Tensor> inputs;
  private List<RequestedOutput> outputs = List.of();

  private InferRequestReader(JsonParser json) {
    this.json = json;
  }

  /**
   * @throws RefusedRequestException where the body is no such request
   */
  static InferRequest read(String model, String version, byte[] body) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      return new InferRequestReader(json).read(model, version);
    } catch (JacksonException e) {
      throw malformed("The body is not JSON: %s", e.getOriginalMessage());
    }
  }

  private InferRequest read(String model, String version) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("The body is not an object.");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "id" -> id = text("id");
        case "parameters" -> parameters = parameters();
        case "inputs" -> inputs = inputs();
        case "outputs" -> outputs = outputs();
        default -> json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw malformed("The body goes on after its object.");
    }
    if (inputs == null) {
      throw malformed("The request has no 'inputs'.");
    }
    return new InferRequest(model, version, id, parameters, inputs, outputs);
  }

  private List<Tensor> inputs() {
    List<Tensor> tensors = new ArrayList<>();
    requireArray("inputs");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      tensors.add(input());
    }
    return tensors;
  }

  private Tensor input() {
    requireObject("inputs");
    String name = "";
    String datatype = "";
    List<Long> shape = List.of();
    @Nullable JsonElements data = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "name" -> name = text("name");
        case "datatype" -> datatype = text("datatype");
        case "shape" -> shape = shape();
        case "data" -> data = data();
        default -> json.skipChildren();
      }
    }
    if (name.isEmpty() || data == null) {
      throw malformed("An input has no '%s'.", name.isEmpty() ? "name" : "data");
    }
    Datatype type = Datatype.of(name, datatype);
    return new Tensor(name, type, shape, data.of(name, type, shape));
  }

  private JsonElements data() {
    requireArray("data");
    return JsonElements.read(json);
  }

  private List<Long> shape() {
    requireArray("shape");
    List<Long> shape = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw malformed("A shape is a list of whole numbers.");
      }
      shape.add(json.getLongValue());
    }
    return shape;
  }

  private List<RequestedOutput> outputs() {
    requireArray("outputs");
    List<RequestedOutput> requested = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      requested.add(output());
    }
    return requested;
  }

  private RequestedOutput output() {
    requireObject("outputs");
    String name = "";
    Map<String, Object> given = Map.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String member = json.currentName();
      json.nextToken();
      switch (member) {
        case "name" -> name = text("name");
        case "parameters" -> given = parameters();
        default -> json.skipChildren();
      }
    }
    return new RequestedOutput(name, given);
  }

  private Map<String, Object> parameters() {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    requireObject("parameters");
    Map<String, Object> read = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      read.put(name, parameter(name));
    }
    return read;
  }

  private Object parameter(String name) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      default -> throw malformed("The parameter '%s' is no text, number or truth value.", name);
    };
  }

  private String text(String member) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw malformed("The member '%s' is not text.", member);
    }
    return json.getString();
  }

  private void requireArray(String member) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("The member '%s' is not an array.", member);
    }
  }

  private void requireObject(String member) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw malformed("The member '%s' holds what is not an object.", member);
    }
  }
}
