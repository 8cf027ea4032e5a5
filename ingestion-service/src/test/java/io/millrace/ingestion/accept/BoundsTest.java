package io.millrace.ingestion.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.event.Event;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of at most 1000 bytes, 20 fields, 5 levels, and numbers of 30 digits. */
class BoundsTest extends ReceptionFixture {

  private static final String LONG = "x".repeat(1000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-ndjson | {'temperature':1}%n{'temperature':2,'x':'LONG'}%n{'temperature':3}",
        "application/json | [{'temperature':1},{'temperature':2,'x':'LONG'},{'temperature':3}]",
        "application/json | [{'temperature':1},{'temperature':2,'x':[[['LONG'],1]]},{'temperature':3}]",
        "text/csv | temperature,x%n1,%n2,LONG%n3,",
        "text/csv | temperature,x%n1,%n2,'LONG'%n3,"
      })
  void refusesARowThatIsTooLongAlone(String type, String body) {
    Receipt receipt = send(type, body.formatted().replace('\'', '"').replace("LONG", LONG));

    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::position, Receipt.Refusal::expected)
        .containsExactly(tuple(1, "at most 1000 bytes (max-row)"));
    assertThat(temperatures()).containsExactly(1.0, 3.0);
  }

  @Test
  void refusesARowOfTooManyFieldsAlone() {
    String wide =
        IntStream.range(0, 20)
            .mapToObj(i -> ",\"f%d\":1".formatted(i))
            .collect(Collectors.joining());

    Receipt receipt = send(JSON, "[{\"temperature\":1%s},{\"temperature\":2}]".formatted(wide));

    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::expected)
        .containsExactly("at most 20 fields (max-columns)");
    assertThat(temperatures()).containsExactly(2.0);
  }

  @Test
  void refusesAHeaderOfTooManyFields() {
    String header = IntStream.range(0, 21).mapToObj(i -> "f" + i).collect(Collectors.joining(","));

    assertThatThrownBy(() -> send(CSV, header + "\n"))
        .isInstanceOf(BrokenBodyException.class)
        .hasMessageContaining("(max-columns)");
  }

  @Test
  void readsNoNumberOfTooManyDigits() {
    Receipt receipt =
        send(
            JSON,
            "[{\"temperature\":%s},{\"temperature\":1,\"other\":%s}]"
                .formatted("9".repeat(31), "9".repeat(600)));

    assertThat(receipt.refusals())
        .extracting(Receipt.Refusal::found)
        .containsExactly("a number of more digits than max-digits");
    assertThat(temperatures()).containsExactly(1.0);
  }

  @ParameterizedTest
  @CsvSource({"application/json", "application/cloudevents+json"})
  void saysThatSomethingIsNestedTooDeep(String type) {
    String deep = "[".repeat(100_000);

    assertThatThrownBy(() -> send(type, "{\"a\":" + deep))
        .isInstanceOf(BrokenBodyException.class)
        .hasMessageContaining("(max-depth)");
    assertThat(log).isEmpty();
  }

  @Test
  void aLineNestedTooDeepIsRefusedAlone() {
    Receipt receipt = send(NDJSON, "{\"a\":[[[[[[[[1]]]]]]]]}\n{\"temperature\":2}\n");

    assertThat(receipt.refusals().getFirst().found()).contains("(max-depth)");
    assertThat(receipt.accepted()).isEqualTo(1);
  }

  @Test
  void reckonsWhatRowsWeighBeforeAnyIsSent() {
    AtomicLong weight = new AtomicLong();
    Budget budget =
        bytes -> {
          if (weight.addAndGet(bytes) > 10_000) {
            throw new IllegalStateException("full");
          }
        };
    byte[] body = "{\"temperature\":1}\n".repeat(90).getBytes(UTF_8);

    assertThatThrownBy(
            () -> reception.events(rooms, new Body(body, NDJSON, _ -> null, budget), "c1"))
        .hasMessage("full");
    assertThat(log).isEmpty();
  }

  private java.util.List<Object> temperatures() {
    return events().stream().map(Event::values).map(it -> (Object) it.get("temperature")).toList();
  }
}
