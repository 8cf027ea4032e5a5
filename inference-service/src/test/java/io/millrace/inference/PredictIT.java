package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Prediction;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PredictIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @BeforeEach
  void serve() {
    if (client.model("office").status() != 200) {
      scene("office").state().register(1);
      await().atMost(PATIENCE).until(() -> client.model("office").status() == 200);
    }
  }

  @Test
  void answersOneRow() {
    JsonNode json = client.predict("office", "{\"Light\": 465, \"CO2\": 700}").json();

    assertThat(json.get("problem").asString()).isEqualTo("office");
    assertThat(json.get("modelVersion").asInt()).isEqualTo(1);
    JsonNode prediction = json.at("/predictions/0");
    assertThat(prediction.get("label").asString()).isEqualTo("1");
    assertThat(prediction.at("/probabilities/1").asDouble()).isBetween(0.7310, 0.7311);
    assertThat(prediction.get("predictionId").asString()).startsWith("http-");
    assertThat(prediction.has("value")).isFalse();
    assertThat(prediction.has("error")).isFalse();
  }

  @Test
  void answersByTheModelsThresholdOverHttpAndInTheStream() {
    Scene strict = scene("strict").state().register(1, 0.75);
    await().atMost(PATIENCE).until(() -> client.model("strict").status() == 200);

    // a light of 450 makes 0.70 of "1", one of 500 makes 0.79
    JsonNode json = client.predict("strict", "[{\"Light\": 450}, {\"Light\": 500}]").json();
    strict.send(450, 451);
    strict.send(500, 501);

    assertThat(json.at("/predictions/0/label").asString()).isEqualTo("0");
    assertThat(json.at("/predictions/0/probabilities/1").asDouble()).isBetween(0.69, 0.71);
    assertThat(json.at("/predictions/1/label").asString()).isEqualTo("1");
    try (Tail tail = new Tail(Topics.PREDICTIONS, "strict")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(tail.read())
                      .extracting(DataMessages::readPrediction)
                      .extracting(p -> p.features().get("Light"), Prediction::label)
                      .containsExactlyInAnyOrder(
                          tuple(450.0, "0"),
                          tuple(500.0, "1"),
                          tuple(450.0, "0"),
                          tuple(500.0, "1")));
    }
  }

  @Test
  void answersABadRowWithItsReasonAndItsNeighboursWithTheirs() {
    String rows =
        """
        {"rows": [{"Light": 900}, {"Light": "bright"}, 7, {"CO2": 3}, {"Light": 1, "date": "?"},
                  {"Light": 2, "date": "2026-01-01", "room": "a", "Occupancy": 1}]}
        """;

    JsonNode predictions = client.predict("office", rows).json().get("predictions");

    assertThat(predictions).hasSize(6);
    assertThat(predictions.at("/0/label").asString()).isEqualTo("1");
    assertThat(predictions.get(1).toString())
        .isEqualTo(
            "{\"error\":{\"field\":\"Light\",\"found\":\"\\\"bright\\\"\","
                + "\"expected\":\"a number\"}}");
    assertThat(predictions.at("/2/error/expected").asString()).contains("object");
    assertThat(predictions.at("/3/error/found").asString()).isEqualTo("nothing");
    assertThat(predictions.at("/4/error/field").asString()).isEqualTo("date");
    assertThat(predictions.at("/5/label").asString()).isEqualTo("0");
  }

  @Test
  void publishesWhatItAnswers() {
    String id =
        client
            .predict("office", "[{\"Light\": 3, \"room\": \"r-9\", \"date\": \"2026-01-01\"}]")
            .json()
            .at("/predictions/0/predictionId")
            .asString();

    try (Tail tail = new Tail(Topics.PREDICTIONS, "office")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(tail.read())
                      .filteredOn(
                          record ->
                              DataMessages.readPrediction(record).eventId().value().equals(id))
                      .singleElement()
                      .satisfies(
                          record -> {
                            Prediction prediction = DataMessages.readPrediction(record);
                            assertThat(record.key()).isEqualTo("r-9");
                            assertThat(prediction.label()).isEqualTo("0");
                            assertThat(prediction.eventTime()).hasToString("2026-01-01T00:00:00Z");
                          }));
    }
  }

  @Test
  void answersConflictBeforeThereIsAModelAndNotFoundWithoutAProblem() {
    scene("waiting").state();
    await().atMost(PATIENCE).until(() -> client.model("waiting").status() == 409);

    Client.Reply reply = client.predict("waiting", "{}");

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().get("title").asString()).isEqualTo("No model yet");
    assertThat(client.predict("nobody", "{}").status()).isEqualTo(404);
    assertThat(client.predict("No+Name", "{}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "unknown-token, 401", "device-token, 403", "operator-token, 403"})
  void answersOnlyWhoMayAsk(String token, int status) {
    Client.Reply reply = client.predict("office", "{\"Light\": 1}", token);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(client.get("/v1/problems/office/model", token).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'' | 400", "{ | 400", "7 | 400", "null | 400", "\"x\" | 400", "[] | 200"})
  void saysWhatIsNoRequest(String body, int status) {
    assertThat(client.predict("office", body).status()).isEqualTo(status);
  }

  static List<String> hostile() {
    return List.of(
        "{\"Light\": NaN}",
        "{\"Light\": 1e400}",
        "{\"Light\": 1e308}",
        "{\"Light\": -1e308, \"CO2\": 1e308}",
        "{\"Light\": 1e99999999999}",
        "{\"Light\": " + "9".repeat(399) + "}",
        "{\"Light\": \"\\ud800\"}",
        "{\"Light\": \"" + "x".repeat(79) + "\\ud83d\\ude00\"}",
        "{\"Light\": 1, \"room\": \"\\ud800\"}",
        "{\"Light\": 1, \"room\": {\"a\": [1]}}",
        "{\"Light\": 1, \"room\": \"\\u0000\\r\\nX: y\"}",
        "{\"Light\": 1, \"room\": \"" + "r".repeat(5000) + "\"}",
        "{\"Light\": 1, \"Light\": \"x\"}",
        "{\"rows\": 1, \"rows\": [{\"Light\": 1}]}",
        "{\"rows\": [null, [], \"\", {}, true, 1e400]}",
        "{\"Light\": 1, \"date\": 9223372036854775807}",
        "{\"Light\": 1, \"date\": 1e300}",
        "{\"Light\": 1, \"date\": \"+999999999-12-31T23:59:59Z\"}",
        "{\"Light\": 1, \"date\": \"-999999999-01-01T00:00:00Z\"}",
        "{\"Light\": 1, \"date\": {\"a\": 1}}",
        "{\"Light\": [[[[1]]]]}",
        "[".repeat(30_000),
        "{\"a\":".repeat(5_000),
        "[" + "[],".repeat(15_000) + "[]]",
        "\u0000",
        "\ufeff{\"Light\": 1}",
        "{\"Light\": 1} trailing",
        "{\"\": 1, \"\\ud800\": 2}");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void answersWhateverIsSentWithNoFailureOfItsOwn(String body) {
    Client.Reply reply = client.predict("office", body);

    assertThat(reply.status()).as(reply.body()).isIn(200, 400, 413);
    assertThat(reply.json().isObject()).isTrue();
    assertThat(reply.body()).hasSizeLessThan(64 * 1024).doesNotContain(":NaN", ":\"NaN\"");
    assertThat(client.predict("office", "{\"Light\": 1}").status()).isEqualTo(200);
  }

  @Test
  void publishesOnAfterAnOddRow() {
    client.predict("office", "{\"Light\": 1, \"room\": \"\\ud800\"}");

    publishesWhatItAnswers();
  }

  @Test
  void saysThatARowLeadsTheModelBeyondNumbers() {
    JsonNode predictions =
        client.predict("office", "[{\"Light\": 1e300}, {\"Light\": 1}]").json().get("predictions");

    assertThat(predictions.at("/0/error/found").asString()).contains("no answer");
    assertThat(predictions.at("/1/label").asString()).isEqualTo("0");
  }

  @Test
  void answersTooManyRequestsWhileThereIsNoRoomForMore() throws Exception {
    try (Socket first = halfSent();
        Socket second = halfSent()) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      await()
          .atMost(PATIENCE)
          .until(() -> client.predict("office", "{\"Light\": 1}").status() == 429);
      Client.Reply reply = client.predict("office", "{\"Light\": 1}");
      assertThat(reply.header("Retry-After")).isEqualTo("1");
      assertThat(reply.json().get("title").asString()).isEqualTo("Too much at once");
    }
    await()
        .atMost(PATIENCE)
        .until(() -> client.predict("office", "{\"Light\": 1}").status() == 200);
  }

  /** A request whose body does not come. */
  private Socket halfSent() throws IOException {
    Socket socket = new Socket("localhost", port);
    String head =
        "POST /v1/problems/office/predict HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
                .formatted(Client.APPLICATION)
            + "Content-Length: 65536\r\n\r\n{";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void givesUpABodyThatDripsIn() throws Exception {
    try (Socket socket = halfSent()) {
      AtomicBoolean answered = new AtomicBoolean();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (!answered.get()) {
                    socket.getOutputStream().write(' ');
                    socket.getOutputStream().flush();
                    LockSupport.parkNanos(50_000_000);
                  }
                } catch (IOException e) {
                  answered.set(true);
                }
              });
      String status =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      answered.set(true);

      assertThat(status).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void refusesMoreThanItsBounds() {
    String row = "{\"Light\": 1}";
    String rows = "[" + "%s,".formatted(row).repeat(50) + row + "]";
    String large = "{\"Light\": 1, \"x\": \"" + "y".repeat(70_000) + "\"}";

    assertThat(client.predict("office", rows).status()).isEqualTo(413);
    assertThat(client.predict("office", large).status()).isEqualTo(413);
  }

  /** Far more than the container alone would hear out. */
  @ParameterizedTest
  @CsvSource({"unknown-token, 401", "device-token, 403", "application-token, 413"})
  void whoeverIsRefusedIsHeardOut(String token, int status) throws IOException {
    byte[] body = new byte[5 * 1024 * 1024];
    String head =
        "POST /v1/problems/office/predict HTTP/1.1\r\nHost: localhost\r\n"
            + "Authorization: Bearer %s\r\nContent-Type: application/json\r\n".formatted(token)
            + "Content-Length: %d\r\n\r\n".formatted(body.length);
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();

      assertThat(
              new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                  .readLine())
          .startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void countsWhatItDoes() {
    client.predict("office", "{\"Light\": 1}");

    String metrics = client.get("/actuator/prometheus", "operator-token").body();

    assertThat(metrics)
        .containsPattern("millrace_predictions_total\\{channel=\"http\",problem=\"office\"")
        .containsPattern("millrace_model_swaps_total\\{problem=\"office\"")
        .containsPattern("millrace_model_version\\{problem=\"office\".*} 1")
        .contains("millrace_scoring_seconds");
  }
}
