package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "room-occupancy", "a1-2-b3"})
  void takesLettersDigitsAndSingleHyphens(String name) {
    assertThat(ProblemName.isValid(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "1a", "-a", "a-", "a--b", "A", "aB", "a_b", "a.b", "a b", "\u00e4", "a/", "a\n"
      })
  void refusesWhatATopicOrAPathWouldNotTake(String name) {
    assertThat(ProblemName.isValid(name)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProblemName(name))
        .withMessageContaining(ProblemName.allowed());
  }

  @Test
  void isNoLongerThan63() {
    assertThat(ProblemName.isValid("a".repeat(63))).isTrue();
    assertThat(ProblemName.isValid("a".repeat(64))).isFalse();
  }
}
