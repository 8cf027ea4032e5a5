package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Prediction;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void refusesMoreThanItsBounds() {
    String row = "{\"Light\": 1}";
    String rows = "[" + "%s,".formatted(row).repeat(50) + row + "]";
    String large = "{\"Light\": 1, \"x\": \"" + "y".repeat(70_000) + "\"}";

    assertThat(client.predict("office", rows).status()).isEqualTo(413);
    assertThat(client.predict("office", large).status()).isEqualTo(413);
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
