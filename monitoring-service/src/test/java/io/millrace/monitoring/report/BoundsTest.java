package io.millrace.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {

  private static List<String> brief(Double... ends) {
    return new Bounds(List.of(ends)).names().stream().map(Bounds.Name::brief).toList();
  }

  private static List<String> full(Double... ends) {
    return new Bounds(List.of(ends)).names().stream().map(Bounds.Name::full).toList();
  }

  @Test
  void namesBinsByTheirEnds() {
    assertThat(brief(-1.5, 2.0)).containsExactly("\u2264 \u22121.5", "\u2264 2", "> 2");
    assertThat(full(-1.5, 2.0))
        .containsExactly("up to \u22121.5", "above \u22121.5, up to 2", "above 2");
  }

  @Test
  void namesTheBinOfOneValueByIt() {
    assertThat(brief(Math.nextDown(0.0), 0.0, 5.0))
        .containsExactly("< 0", "= 0", "\u2264 5", "> 5");
    assertThat(full(-3.0, Math.nextDown(7.0), 7.0))
        .containsExactly("up to \u22123", "above \u22123, below 7", "exactly 7", "above 7");
  }

  @Test
  void writesSoManyDigitsThatNoTwoEndsLookAlike() {
    assertThat(brief(1013.21, 1013.24))
        .containsExactly("\u2264 1013.21", "\u2264 1013.24", "> 1013.24");
    assertThat(brief(0.000012, 25_000_000.0))
        .containsExactly("\u2264 1.20e\u221205", "\u2264 2.50e+07", "> 2.50e+07");
  }

  @Test
  void hasAWordForTheOnlyBin() {
    assertThat(brief()).containsExactly("all");
  }
}
