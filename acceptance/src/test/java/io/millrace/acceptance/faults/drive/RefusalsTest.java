package io.millrace.acceptance.faults.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {

  @Test
  void likeAnswersAreCountedTogetherWhateverTheirCorrelationId() {
    Refusals refusals = new Refusals();

    refusals.add(500, "{\"title\":\"a\",\"correlationId\":\"1\"}");
    refusals.add(500, "{\"title\":\"a\",\"correlationId\":\"2\"}");
    refusals.add(404, "{\"title\":\"b\"}");

    assertThat(refusals.all())
        .containsExactly(
            "refused 2 times: 500 {\"title\":\"a\",\"correlationId\":\"1\"}",
            "refused 1 times: 404 {\"title\":\"b\"}");
  }
}
