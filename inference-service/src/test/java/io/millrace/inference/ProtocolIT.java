package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Prediction;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ProtocolIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String NAMED =
      """
      {"id": "42", "parameters": {"trace": true, "n": 3, "who": "me"},
       "inputs": [
         {"name": "Light", "datatype": "FP64", "shape": [2], "data": [465, 65]},
         {"name": "CO2", "datatype": "INT32", "shape": [2, 1], "data": [[700], [null]]}]}
      """;

  @BeforeEach
  void serve() {
    if (client.model("tensors").status() != 200) {
      scene("tensors").state().register(3);
      await().atMost(PATIENCE).until(() -> client.model("tensors").status() == 200);
    }
  }

  @Test
  void answersNamedTensorsWithLabelsAndProbabilities() {
    JsonNode json = client.infer("tensors", NAMED).json();

    assertThat(json.get("model_name").asString()).isEqualTo("tensors");
    assertThat(json.get("model_version").asString()).isEqualTo("3");
    assertThat(json.get("id").asString()).isEqualTo("42");
    assertThat(json.get("parameters").toString())
        .contains("\"trace\":true", "\"n\":3", "\"who\":\"me\"");
    assertThat(json.at("/outputs/0").toString())
        .isEqualTo(
            "{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"1\",\"0\"]}");
    assertThat(json.at("/outputs/1/name").asString()).isEqualTo("probabilities");
    assertThat(json.at("/outputs/1/datatype").asString()).isEqualTo("FP64");
    assertThat(json.at("/outputs/1/shape").toString()).isEqualTo("[2,2]");
    assertThat(json.at("/outputs/1/parameters/classes").asString()).isEqualTo("[\"0\",\"1\"]");
    assertThat(json.at("/outputs/1/data/1").asDouble()).isBetween(0.7310, 0.7311);
    assertThat(json.at("/outputs/1/data/2").asDouble()).isBetween(0.95, 0.96);
  }

  @Test
  void answersAMatrixInTheOrderOfTheMetadata() {
    String matrix =
        """
        {"inputs": [{"shape": [2, 2], "data": [[465, 700], [65, NaN]], "name": "rows",
                     "datatype": "FP32"}]}
        """;
    String flat = matrix.replace("[[465, 700], [65, NaN]]", "[465, 700, 65, null]");

    JsonNode named = client.infer("tensors", NAMED).json();

    assertThat(client.infer("tensors", matrix).json().get("outputs"))
        .isEqualTo(named.get("outputs"));
    assertThat(client.infer("tensors", flat).json().get("outputs")).isEqualTo(named.get("outputs"));
  }

  @Test
  void answersAsPredictDoes() {
    JsonNode predicted = client.predict("tensors", "{\"Light\": 465, \"CO2\": 700}").json();
    JsonNode inferred = client.infer("tensors", NAMED).json();

    assertThat(inferred.at("/outputs/1/data/1").asDouble())
        .isEqualTo(predicted.at("/predictions/0/probabilities/1").asDouble());
  }

  @Test
  void givesOnlyTheOutputsThatAreAskedFor() {
    String asked =
        NAMED.replace(
            "\"inputs\"",
            "\"outputs\": [{\"name\": \"prediction_id\"},"
                + " {\"name\": \"label\", \"parameters\": {\"k\": 1}}], \"inputs\"");

    JsonNode outputs = client.infer("tensors", asked).json().get("outputs");

    assertThat(outputs).hasSize(2);
    assertThat(outputs.at("/0/data/0").asString()).startsWith("http-");
    assertThat(outputs.at("/1/parameters/k").asInt()).isEqualTo(1);
  }

  @Test
  void publishesWhatItAnswers() {
    String asked =
        """
        {"outputs": [{"name": "prediction_id"}], "inputs": [
          {"name": "Light", "datatype": "UINT16", "shape": [2], "data": [3, 900]},
          {"name": "room", "datatype": "BYTES", "shape": [2], "data": ["r-8", "r-9"]},
          {"name": "date", "datatype": "BYTES", "shape": [2], "data": ["2026-01-01", null]}]}
        """;

    JsonNode ids = client.infer("tensors", asked).json().at("/outputs/0/data");

    try (Tail tail = new Tail(Topics.PREDICTIONS, "tensors")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(tail.read())
                      .filteredOn(
                          record ->
                              ids.toString()
                                  .contains(DataMessages.readPrediction(record).eventId().value()))
                      .extracting(
                          record -> record.key(),
                          record -> {
                            Prediction prediction = DataMessages.readPrediction(record);
                            return prediction.label() + " of " + prediction.features();
                          })
                      .containsExactlyInAnyOrder(
                          tuple("r-8", "0 of {Light=3.0}"), tuple("r-9", "1 of {Light=900.0}")));
    }
  }

  @Test
  void predictsAndPublishesNothingOfARequestWithABadRow() {
    String bad =
        """
        {"inputs": [{"name": "Light", "datatype": "FP64", "shape": [3], "data": [1, 2, null]}]}
        """;
    double before = predictions();

    Client.Reply reply = client.infer("tensors", bad);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo("{\"error\":\"Row 2, Light: found nothing, expected a number.\"}");
    assertThat(predictions()).isEqualTo(before);
  }

  private double predictions() {
    return client
        .get("/actuator/prometheus", "operator-token")
        .body()
        .lines()
        .filter(line -> line.startsWith("millrace_predictions_total{"))
        .filter(line -> line.contains("\"tensors\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/models/tensors/versions/3, 200",
    "/v2/models/tensors/versions/2, 404",
    "/v2/models/tensors/versions/03, 404",
    "/v2/models/nobody, 404",
    "/v2/models/No%20Name, 404"
  })
  void knowsTheVersionThatServes(String path, int status) {
    assertThat(client.get(path, Client.APPLICATION).status()).isEqualTo(status);
    assertThat(client.get(path + "/ready", Client.APPLICATION).status()).isEqualTo(status);
    assertThat(client.post(path + "/infer", NAMED, Client.APPLICATION).status()).isEqualTo(status);
  }

  @Test
  void saysWhichVersionServes() {
    assertThat(client.get("/v2/models/tensors/versions/2", Client.APPLICATION).body())
        .isEqualTo(
            "{\"error\":\"Version 2 of the model 'tensors' does not serve; version 3 does.\"}");
  }

  @Test
  void answersConflictAndNotReadyBeforeThereIsAModel() {
    scene("modelless").state();
    await().atMost(PATIENCE).until(() -> client.model("modelless").status() == 409);

    assertThat(client.infer("modelless", NAMED).status()).isEqualTo(409);
    assertThat(client.get("/v2/models/modelless", Client.APPLICATION).status()).isEqualTo(409);
    Client.Reply ready = client.get("/v2/models/modelless/ready", Client.APPLICATION);
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("{\"name\":\"modelless\",\"ready\":false}");
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/health/live, 200, 200, 200, 200",
    "/v2/health/ready, 401, 403, 200, 200",
    "/v2, 401, 403, 200, 200",
    "/v2/models/tensors, 401, 403, 200, 200",
    "/v2/models/tensors/ready, 401, 403, 200, 200",
    "/v2/nothing, 401, 403, 404, 404"
  })
  void answersMetadataToWhoMayRead(String path, int nobody, int device, int reader, int app) {
    assertThat(client.get(path, "").status()).isEqualTo(nobody);
    assertThat(client.get(path, "device-token").status()).isEqualTo(device);
    assertThat(client.get(path, "reader-token").status()).isEqualTo(reader);
    assertThat(client.get(path, Client.APPLICATION).status()).isEqualTo(app);
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "unknown-token, 401", "device-token, 403", "reader-token, 403"})
  void infersOnlyForWhoMayAsk(String token, int status) {
    Client.Reply reply = client.post("/v2/models/tensors/infer", NAMED, token);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().propertyNames()).containsExactly("error");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/tensors/infer", "/v2/nothing"})
  void hasTheProtocolsErrorsForWhatSpringRefuses(String path) {
    Client.Reply reply = client.get(path, Client.APPLICATION);

    assertThat(reply.status()).isIn(404, 405);
    assertThat(reply.json().propertyNames()).containsExactly("error");
  }

  static List<String> hostile() {
    String input = "{\"inputs\": [{\"name\": \"Light\", %s}]}";
    return List.of(
        "",
        "{",
        "[]",
        "7",
        "{}",
        "{\"inputs\": {}}",
        "{\"inputs\": []}",
        "{\"inputs\": [7]}",
        "{\"inputs\": [{}]}",
        "{\"id\": 7, \"inputs\": []}",
        "{\"parameters\": {\"a\": [1]}, \"inputs\": []}",
        NAMED + "{}",
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1], \"data\": 1"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [], \"data\": []"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [-1], \"data\": [1]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1e3], \"data\": [1]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [99999999999999999999], \"data\": [1]"),
        input.formatted(
            "\"datatype\": \"FP64\", \"shape\": [4294967296, 4294967296], \"data\": []"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [2], \"data\": [1]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [2, 2], \"data\": [[1, 2], [3]]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [2], \"data\": [1, [2]]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1], \"data\": [{}]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1], \"data\": [\"1\"]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1], \"data\": [1e400]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1], \"data\": [Infinity]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1], \"data\": [1e300]"),
        input.formatted("\"datatype\": \"FP32\", \"shape\": [1], \"data\": [1e300]"),
        input.formatted("\"datatype\": \"BOOL\", \"shape\": [1], \"data\": [true]"),
        input.formatted("\"datatype\": \"INT8\", \"shape\": [1], \"data\": [128]"),
        input.formatted("\"datatype\": \"INT8\", \"shape\": [1], \"data\": [1.5]"),
        input.formatted("\"datatype\": \"FP128\", \"shape\": [1], \"data\": [1]"),
        input.formatted("\"datatype\": \"BYTES\", \"shape\": [1], \"data\": [\"\\ud800\"]"),
        input.formatted("\"datatype\": \"FP64\", \"shape\": [1], \"data\": " + "[".repeat(9000)),
        NAMED.replace("\"CO2\"", "\"Light\""),
        NAMED.replace("\"CO2\"", "\"Oxygen\""),
        NAMED.replace("\"id\"", "\"outputs\": [{\"name\": \"nothing\"}], \"id\""),
        "\ufeff" + NAMED.replace("\"id\"", "\"outputs\": 7, \"id\""));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void saysWhatIsWrongWithARequest(String body) {
    Client.Reply reply = client.infer("tensors", body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().propertyNames()).containsExactly("error");
    assertThat(reply.json().get("error").asString()).isNotBlank().hasSizeLessThan(500);
  }

  @Test
  void refusesMoreThanItsBounds() {
    String rows =
        "{\"inputs\": [{\"name\": \"Light\", \"datatype\": \"FP64\", \"shape\": [51], \"data\": [%s]}]}"
            .formatted("1, ".repeat(50) + "1");

    assertThat(client.infer("tensors", rows).status()).isEqualTo(413);
    assertThat(client.infer("tensors", " ".repeat(70_000) + NAMED).status()).isEqualTo(413);
  }

  @Test
  void saysWhereForecastsAreAskedFor() {
    scene("series").stateSeries().registerForecaster(1);
    await().atMost(PATIENCE).until(() -> client.model("series").status() == 200);

    Client.Reply reply = client.infer("series", NAMED);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("error").asString()).contains("/v1/problems/series/predict");
    assertThat(client.get("/v2/models/series", Client.APPLICATION).status()).isEqualTo(400);
    assertThat(client.get("/v2/models/series/ready", Client.APPLICATION).status()).isEqualTo(503);
  }

  @Test
  void carriesTheCorrelationId() {
    assertThat(client.infer("tensors", NAMED).header("X-Correlation-Id")).isNotBlank();
  }

  @Test
  void answersTooManyRequestsWhileThereIsNoRoomForMore() throws Exception {
    try (HeldBodies held = HeldBodies.at(port, "/v2/models/tensors/infer")) {
      assertThat(held.sockets()).hasSize(2);
      await().atMost(PATIENCE).until(() -> client.infer("tensors", NAMED).status() == 429);
      Client.Reply reply = client.infer("tensors", NAMED);
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.json().propertyNames()).containsExactly("error");
    }
    await().atMost(PATIENCE).until(() -> client.infer("tensors", NAMED).status() == 200);
  }
}
