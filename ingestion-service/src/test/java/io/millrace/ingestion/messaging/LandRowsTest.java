package io.millrace.ingestion.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.message.Topics;
import io.millrace.starter.messaging.MalformedMessageException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no row is told from what is one before it gets into a file, where it would stop all. */
class LandRowsTest {

  @Test
  void readsAnEvent() {
    assertThat(LandRows.row(event("{\"a\": 1, \"Größe in m²\": 2}")).offset()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"\": 1}",
        "{\"  \": 1}",
        "{\"a\\u0000b\": 1}",
        "{\"\\ud800\": 1}",
        "{\"a\": 1, \"new\": {\"b\": 1}}",
        "{\"new\": [1], \"a\": 1}",
        "{broken",
        "[]",
        "null"
      })
  void refusesWhatCannotBecomeColumns(String data) {
    assertThatThrownBy(() -> LandRows.row(event(data)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void refusesMoreFieldsThanAFileCanHave() {
    String data =
        IntStream.rangeClosed(0, 2000)
            .mapToObj(i -> "\"f%d\":1".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));

    assertThatThrownBy(() -> LandRows.row(event(data))).hasMessageContaining("2001 fields");
  }

  private static ConsumerRecord<String, byte[]> event(String data) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(Topics.EVENTS, 0, 7, "k", data.getBytes(UTF_8));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "1",
            "ce_type", "io.millrace.event.v1",
            "ce_source", "/test",
            "ce_subject", "r0",
            "ce_time", "2026-01-01T00:00:00Z",
            "ce_correlationid", "c",
            "ce_problem", "rooms")
        .forEach((key, value) -> record.headers().add(key, value.getBytes(UTF_8)));
    return record;
  }
}
