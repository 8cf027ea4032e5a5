package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that the protocol's definition says of its HTTP half: addresses, statuses, and the
 * shape of every body.
 */
class ConformanceIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String MODEL = "/v2/models/conforming";

  @BeforeEach
  void serve() {
    if (client.model("conforming").status() != 200) {
      scene("conforming").state().register(2);
      await().atMost(PATIENCE).until(() -> client.model("conforming").status() == 200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/health/live, live",
    "/v2/health/ready, live",
    "/v2, server",
    "/v2/, server",
    "/v2/models/conforming, model",
    "/v2/models/conforming/versions/2, model",
    "/v2/models/conforming/ready, modelReady",
    "/v2/models/conforming/versions/2/ready, modelReady"
  })
  void hasEveryAddressThatIsRead(String path, String shape) {
    Client.Reply reply = client.get(path, Client.APPLICATION);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    requireShape(shape, reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {MODEL + "/infer", MODEL + "/versions/2/infer"})
  void infersWithAVersionAndWithout(String path) {
    Client.Reply reply = client.post(path, request("FP64", "[2]", "[465, 65]"), Client.APPLICATION);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    requireShape("inferred", reply.body());
    assertThat(reply.json().get("model_name").asString()).isEqualTo("conforming");
    assertThat(reply.json().get("model_version").asString()).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"INT16", "INT32", "INT64", "UINT16", "UINT32", "UINT64", "FP16", "FP32", "FP64"})
  void takesEveryTypeOfNumberFlatAndNested(String datatype) {
    JsonNode flat = infer(request(datatype, "[2, 1]", "[465, 65]"));
    JsonNode nested = infer(request(datatype, "[2, 1]", "[[465], [65]]"));

    assertThat(flat).isEqualTo(nested);
    assertThat(flat.at("/outputs/0/data").toString()).isEqualTo("[\"1\",\"0\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT8", "UINT8"})
  void takesSmallNumbers(String datatype) {
    assertThat(infer(request(datatype, "[1]", "[120]")).at("/outputs/0/data/0").asString())
        .isEqualTo("0");
  }

  @Test
  void givesEveryOutputTheDatatypeAndShapeThatTheMetadataSay() {
    JsonNode declared = client.get(MODEL, Client.APPLICATION).json().get("outputs");
    JsonNode outputs = infer(request("FP64", "[3]", "[1, 2, 3]")).get("outputs");

    assertThat(outputs).hasSize(declared.size());
    for (int i = 0; i < outputs.size(); i++) {
      JsonNode output = outputs.get(i);
      assertThat(output.get("name")).isEqualTo(declared.get(i).get("name"));
      assertThat(output.get("datatype")).isEqualTo(declared.get(i).get("datatype"));
      assertThat(output.get("shape").toString())
          .isEqualTo(declared.get(i).get("shape").toString().replace("-1", "3"));
      assertThat(output.get("data").size()).isEqualTo(elements(output.get("shape")));
    }
  }

  private static int elements(JsonNode shape) {
    int elements = 1;
    for (JsonNode side : shape) {
      elements *= side.asInt();
    }
    return elements;
  }

  @Test
  void givesTheIdBackAndNoneWhereThereIsNone() {
    String request = request("FP64", "[1]", "[1]");

    assertThat(infer(request.replace("{\"inputs\"", "{\"id\": \"ä 7\", \"inputs\"")).get("id"))
        .hasToString("\"ä 7\"");
    assertThat(infer(request).has("id")).isFalse();
  }

  @Test
  void givesTheOutputsThatAreRequestedInTheirOrder() {
    String request =
        request("FP64", "[1]", "[1]")
            .replace(
                "{\"inputs\"",
                "{\"outputs\": [{\"name\": \"probabilities\"}, {\"name\": \"label\"}], \"inputs\"");

    assertThat(infer(request).get("outputs").findValuesAsString("name"))
        .containsExactly("probabilities", "label");
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/models/nobody, 404",
    "/v2/models/nobody/ready, 404",
    "/v2/models/conforming/versions/1, 404",
    "/v2/models/conforming/versions/x/ready, 404",
    "/v2/else, 404",
    "/v2/models/conforming/infer, 405"
  })
  void saysFailuresInItsOwnShape(String path, int status) {
    Client.Reply reply = client.get(path, Client.APPLICATION);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    requireShape("error", reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"inputs\": 1}"})
  void answersABadRequestWith400(String body) {
    Client.Reply reply = client.infer("conforming", body);

    assertThat(reply.status()).isEqualTo(400);
    requireShape("error", reply.body());
  }

  @Test
  void refusesTensorsBehindTheJson() {
    Client.Reply reply = client.inferBinary("conforming", request("FP64", "[1]", "[1]"));

    assertThat(reply.status()).isEqualTo(400);
    requireShape("error", reply.body());
  }

  private JsonNode infer(String request) {
    Client.Reply reply = client.infer("conforming", request);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    requireShape("inferred", reply.body());
    return reply.json();
  }

  private static String request(String datatype, String shape, String data) {
    return """
    {"inputs": [{"name": "Light", "datatype": "%s", "shape": %s, "data": %s}]}"""
        .formatted(datatype, shape, data);
  }

  private static void requireShape(String shape, String body) {
    assertThat(schema(shape).validate(body, InputFormat.JSON)).as(body).isEmpty();
  }

  private static JsonSchema schema(String shape) {
    try {
      ObjectNode schema =
          (ObjectNode)
              MAPPER.readTree(
                  Files.readString(Path.of("src/test/resources/open-inference-v2.schema.json")));
      schema.put("$ref", "#/$defs/" + shape);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(schema.toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
