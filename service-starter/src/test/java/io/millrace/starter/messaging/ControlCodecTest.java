package io.millrace.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import io.millrace.starter.web.Correlation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class ControlCodecTest {

  private final ControlCodec codec = new ControlCodec(MillraceJson.mapper());

  static Stream<String> types() {
    return ControlMessage.TYPES.stream().map(ControlMessage::typeOf);
  }

  @ParameterizedTest
  @MethodSource("types")
  void theGoldenMessageIsReadAndWrittenTheSame(String type) throws IOException {
    byte[] golden = golden(type);

    ControlMessage message = codec.read(type, golden).orElseThrow();

    assertThat(ControlMessage.typeOf(message.getClass())).isEqualTo(type);
    assertThat(MillraceJson.mapper().readTree(codec.write(message)))
        .isEqualTo(MillraceJson.mapper().readTree(golden));
  }

  @Test
  void anUnknownTypeIsEmptyAndAnUnknownFieldIgnored() {
    String json =
        """
        {"problem":"p","version":2,"reason":"better","by":"test","promotedAt":"2026-01-01T00:00:00Z",
         "traffic":{"decision":1,"through":2,"champion":2,"challengers":[],"rolledBack":[]},"newer":[1]}
        """;

    assertThat(codec.read("io.millrace.newer.v1", utf8("{}"))).isEmpty();
    assertThat(codec.read("io.millrace.model-promoted.v1", utf8(json))).hasValue(promoted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{not json",
        "{\"problem\":\"No Name\",\"version\":2,\"reason\":\"r\",\"promotedAt\":\"2026-01-01T00:00:00Z\"}",
        "{\"problem\":\"p\",\"version\":\"two\",\"reason\":\"r\",\"promotedAt\":\"2026-01-01T00:00:00Z\"}",
        "{\"problem\":\"p\",\"version\":2,\"reason\":\"r\"}",
      })
  void malformedDataIsRefused(String json) {
    assertThatThrownBy(() -> codec.read("io.millrace.model-promoted.v1", utf8(json)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("ModelPromoted");
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThatThrownBy(
            () ->
                codec.read(
                    "io.millrace.model-promoted.v1", utf8("{\"problem\":\"p\",\"version\":2}")))
        .hasMessage("ModelPromoted.reason: found nothing; this field is needed");
  }

  @Test
  void theHandlerRunsUnderTheMessagesCorrelationId() {
    List<String> heard = new ArrayList<>();
    Message<byte[]> message =
        MessageBuilder.withPayload(codec.write(promoted()))
            .copyHeaders(
                CloudEventHeaders.toMap(
                    new EventContext(
                        "id",
                        "io.millrace.model-promoted.v1",
                        "/source",
                        "p",
                        Instant.EPOCH,
                        new ProblemName("p"),
                        "turn-7")))
            .build();

    codec
        .consumer((control, context) -> heard.add(control.problem() + Correlation.current()))
        .accept(message);

    assertThat(heard).containsExactly("pturn-7");
    assertThat(Correlation.current()).isNotEqualTo("turn-7");
  }

  private static ModelPromoted promoted() {
    return new ModelPromoted(
        new ProblemName("p"),
        2,
        "better",
        "test",
        null,
        Traffic.NONE.promoted(2),
        Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static byte[] golden(String type) throws IOException {
    try (InputStream in =
        ControlCodecTest.class.getResourceAsStream("/golden/%s.json".formatted(type))) {
      assertThat(in).as("golden file of %s", type).isNotNull();
      return in.readAllBytes();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
