package io.millrace.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Event;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.event.Rejection;
import io.millrace.event.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire, held still: a golden file a message type, which other modules' tests read too. */
class GoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final JsonMapper MAPPER = new JsonMapper();

  @ParameterizedTest
  @MethodSource("types")
  void aMessageReadAndWrittenIsTheSame(String type, Class<?> javaType) throws Exception {
    JsonNode golden = golden(type);

    Object message = MAPPER.treeToValue(golden, javaType);

    assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(message))).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aFieldFromALaterVersionDoesNotStopAReader(String type, Class<?> javaType) throws Exception {
    var later = golden(type).asObject().put("from-a-later-version", true);

    Object message = MAPPER.treeToValue(later, javaType);

    assertThat(message).isInstanceOf(javaType);
  }

  @Test
  void aRejectionOfAnEarlierMillraceIsOneOfAnEvent() {
    String earlier =
        """
        {"position":3,"field":"CO2","found":"'high'","expected":"number","content":"{}",
         "rejectedAt":"2026-02-02T14:19:00.500Z"}
        """;

    assertThat(MAPPER.readValue(earlier, Rejection.class))
        .isEqualTo(
            new Rejection(
                3, "CO2", "'high'", "number", "{}", Instant.parse("2026-02-02T14:19:00.500Z")));
  }

  @Test
  void aModelThatAnEarlierMillraceRegisteredSaysNothingOfItsRollout() throws Exception {
    var earlier = golden("io.millrace.model-registered.v1").asObject();
    earlier.remove("rollout");

    ModelRegistered registered = MAPPER.treeToValue(earlier, ModelRegistered.class);

    assertThat(registered.rollout()).isNull();
    assertThat(Completeness.missing(registered)).isEmpty();
  }

  @Test
  void aModelFromAnotherEnvironmentHasAnotherNumberInItsPackage() throws Exception {
    ModelRegistered promoted =
        MAPPER.treeToValue(
            golden("io.millrace.model-registered.v1.promoted"), ModelRegistered.class);
    ModelRegistered made =
        MAPPER.treeToValue(golden("io.millrace.model-registered.v1"), ModelRegistered.class);

    assertThat(promoted.packaged()).isEqualTo(21);
    assertThat(made.packaged()).isEqualTo(made.version());
    assertThat(Completeness.missing(promoted)).isEmpty();
  }

  @Test
  void aPredictionOfAnEarlierMillraceSaysNothingOfRoles() throws Exception {
    var golden = golden("io.millrace.prediction.v1").asObject();
    golden.remove("role");

    Prediction earlier = MAPPER.treeToValue(golden, Prediction.class);

    assertThat(earlier.role()).isNull();
    assertThat(earlier.beside()).isNull();
    assertThat(Completeness.missing(earlier)).isEmpty();
  }

  @Test
  void anAlertOfAnEarlierMillraceStandsAlone() throws Exception {
    var earlier = golden("io.millrace.alert.v1").asObject();
    earlier.remove("incident");

    Alert alert = MAPPER.treeToValue(earlier, Alert.class);

    assertThat(alert.incident()).isNull();
    assertThat(Completeness.missing(alert)).isEmpty();
    assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(alert))).isEqualTo(earlier);
  }

  @Test
  void everyTypeHasAGoldenFileAndNoFileIsLeftOver() throws Exception {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
          .containsExactlyInAnyOrderElementsOf(byType().keySet());
    }
  }

  @Test
  void aControlMessageIsFoundByItsType() {
    assertThat(ControlMessage.classOf("io.millrace.data-arrived.v1")).hasValue(DataArrived.class);
    assertThat(ControlMessage.classOf("io.millrace.unheard-of.v1")).isEmpty();
  }

  @Test
  void valuesAreWrittenPlainly() throws Exception {
    JsonNode registered = golden("io.millrace.model-registered.v1");

    assertThat(registered.get("problem").isString()).isTrue();
    assertThat(registered.get("metric").asString()).isEqualTo("f1");
    assertThat(registered.get("registeredAt").asString()).isEqualTo("2026-02-02T14:19:42.125Z");
  }

  static Stream<Object[]> types() {
    return byType().entrySet().stream()
        .map(entry -> new Object[] {entry.getKey(), entry.getValue()});
  }

  private static Map<String, Class<?>> byType() {
    Map<String, Class<?>> types = new LinkedHashMap<>();
    ControlMessage.TYPES.forEach(type -> types.put(ControlMessage.typeOf(type), type));
    types.put(Event.TYPE, Map.class);
    types.put(GroundTruth.TYPE, GroundTruth.class);
    types.put(Rejection.TYPE, Rejection.class);
    types.put(Prediction.TYPE, Prediction.class);
    types.put(ControlMessage.typeOf(DriftDetected.class) + ".concept", DriftDetected.class);
    types.put(ControlMessage.typeOf(DriftDetected.class) + ".attribution", DriftDetected.class);
    types.put(ControlMessage.typeOf(ModelRegistered.class) + ".promoted", ModelRegistered.class);
    types.put(Prediction.TYPE + ".forecast", Prediction.class);
    types.put(Prediction.TYPE + ".beside", Prediction.class);
    types.put(Series.TYPE, Series.class);
    return types;
  }

  private static JsonNode golden(String type) throws Exception {
    return MAPPER.readTree(Files.readString(GOLDEN.resolve(type + ".json")));
  }
}
