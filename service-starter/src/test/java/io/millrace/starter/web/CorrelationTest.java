package io.millrace.starter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorrelationTest {

  @Test
  void nestsAndRestores() {
    List<String> seen = new ArrayList<>();

    Correlation.run(
        "outer",
        () -> {
          Correlation.run("inner", () -> seen.add(Correlation.current()));
          seen.add(Correlation.current());
        });

    assertThat(seen).containsExactly("inner", "outer");
    assertThat(Correlation.current()).hasSize(36);
  }

  @Test
  void aMessageWritesNoLinesIntoTheLog() {
    Correlation.run(
        "a\nforged line" + "x".repeat(200),
        () -> assertThat(Correlation.current()).startsWith("a?forged?line").hasSize(128));
  }
}
