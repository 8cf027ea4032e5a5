package io.millrace.inference.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.starter.web.ProblemDetailException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictRequestTest {

  @Test
  void readsRowsInEachForm() {
    Map<String, Object> row = Map.of("Light", 1);

    assertThat(read("{\"Light\": 1}")).isEqualTo(List.of(row));
    assertThat(read("[{\"Light\": 1}]")).isEqualTo(List.of(row));
    assertThat(read("{\"rows\": [{\"Light\": 1}]}")).isEqualTo(List.of(row));
  }

  static List<String> unfit() {
    return List.of(
        "[".repeat(40),
        "[".repeat(100_000),
        "{\"a\":".repeat(5000),
        "[" + "1".repeat(1000) + "]",
        "[1e" + "9".repeat(600) + "]",
        "{\"" + "n".repeat(20_000) + "\": 1}",
        "[\"" + "s".repeat((1 << 20) + 10) + "\"]",
        "[" + "{},".repeat(400_000) + "{}]",
        "{\"x\": [" + "0,".repeat(600_000) + "0]}",
        "[NaN]",
        "[1] 2",
        "\u0000",
        "{\"a\"");
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void refusesWhatWouldCostMoreThanItsText(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ProblemDetailException.class, e -> assertThat(e.status().value()).isIn(400, 413));
  }

  private static List<?> read(String body) {
    return PredictRequest.of(body.getBytes(StandardCharsets.UTF_8), 1000).rows();
  }
}
