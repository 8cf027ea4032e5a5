package io.millrace.cli.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void numbersStandToTheRightAndWordsToTheLeft() {
    Table table = new Table("NAME", "ROWS").row("a", "1,000").row("bcdef", "-");

    assertThat(table.lines()).containsExactly("NAME    ROWS", "a      1,000", "bcdef      -");
  }

  @Test
  void aRowHasACellForEachHeader() {
    assertThatThrownBy(() -> new Table("A").row("1", "2")).hasMessageContaining("2 cells");
  }

  @Test
  void numbersAreWrittenForPeople() {
    assertThat(Words.decimal(0.97812)).isEqualTo("0.978");
    assertThat(Words.decimal(0.00012)).isEqualTo("0.00012");
    assertThat(Words.decimal(12345.67)).isEqualTo("12,345.7");
    assertThat(Words.percent(0.5)).isEqualTo("50.0 %");
  }
}
