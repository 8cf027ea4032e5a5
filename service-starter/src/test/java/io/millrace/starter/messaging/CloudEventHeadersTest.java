package io.millrace.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.problem.ProblemName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.messaging.MessageHeaders;

class CloudEventHeadersTest {

  private static final EventContext CONTEXT =
      new EventContext(
          "id-1",
          "io.millrace.event.v1",
          "/millrace/ingestion-service",
          "Küche ☕",
          Instant.parse("2026-03-01T10:15:30.123456789Z"),
          new ProblemName("occupancy"),
          "turn-1");

  private final CloudEventHeaderMapper mapper = new CloudEventHeaderMapper();

  @Test
  void whatIsWrittenIsRead() {
    assertThat(CloudEventHeaders.read(written())).isEqualTo(CONTEXT);
    assertThat(CloudEventHeaders.problem(written())).hasValue(CONTEXT.problem());
  }

  @Test
  void writingTwiceReplaces() {
    Headers headers = written();

    CloudEventHeaders.write(CONTEXT, headers);

    assertThat(headers.toArray()).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_specversion, 0.3",
    "ce_specversion,",
    "ce_id,",
    "ce_type,",
    "ce_source,",
    "ce_subject,",
    "ce_time,",
    "ce_time, yesterday",
    "ce_problem,",
    "ce_problem, Not A Name",
  })
  void aMissingOrUnreadableAttributeIsNamed(String name, String value) {
    Headers headers = written();
    headers.remove(name);
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }

    assertThatThrownBy(() -> CloudEventHeaders.read(headers))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageStartingWith(name + ": found " + (value == null ? "nothing" : value));
  }

  @Test
  void aStrangersMessageWithoutCorrelationStartsATurnOfItsOwn() {
    Headers headers = written();
    headers.remove("ce_correlationid");

    assertThat(CloudEventHeaders.read(headers).correlationId()).isEqualTo("id-1");
  }

  @Test
  void aTimeWithAnOffsetIsUnderstood() {
    Headers headers = written();
    headers.remove("ce_time").add("ce_time", "2026-03-01T11:15:30+01:00".getBytes(UTF_8));

    assertThat(CloudEventHeaders.read(headers).time()).isEqualTo("2026-03-01T10:15:30Z");
  }

  @Test
  void theBinderWritesTheSameHeaders() {
    Map<String, Object> message = new HashMap<>(CloudEventHeaders.toMap(CONTEXT));
    message.put(MessageHeaders.CONTENT_TYPE, "application/json");
    message.put("kafka_messageKey", "key");
    message.put("something-else", "stays here");
    Headers headers = new RecordHeaders();

    mapper.fromHeaders(new MessageHeaders(message), headers);

    assertThat(headers.toArray()).containsExactlyInAnyOrder(written().toArray());
  }

  @Test
  void theBinderReadsTheSameContextUnderEitherPrefix() {
    Map<String, Object> read = new HashMap<>();
    mapper.toHeaders(written(), read);
    Map<String, Object> renamed = new HashMap<>();
    read.forEach((name, value) -> renamed.put(name.replace("ce_", "ce-"), value));

    assertThat(CloudEventHeaders.readMessage(new MessageHeaders(read))).isEqualTo(CONTEXT);
    assertThat(CloudEventHeaders.readMessage(new MessageHeaders(renamed))).isEqualTo(CONTEXT);
    assertThat(read).containsEntry(MessageHeaders.CONTENT_TYPE, "application/json");
  }

  @Test
  void theTraceTravelsAlong() {
    Headers headers = new RecordHeaders();
    mapper.fromHeaders(new MessageHeaders(Map.of("traceparent", "00-1-2-01")), headers);
    Map<String, Object> read = new HashMap<>();
    mapper.toHeaders(headers, read);

    assertThat(read).containsEntry("traceparent", "00-1-2-01");
  }

  private static Headers written() {
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(CONTEXT, headers);
    return headers;
  }
}
