package io.millrace.starter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

class PlainErrorsTest {

  private final PlainErrors errors = new PlainErrors("/v2");

  @Test
  void areOfTheAddressesUnderThePrefix() {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such model.");
    Map<String, String> body = Map.of("error", "There is no such model.");

    assertThat(errors.body("/v2", problem)).contains(body);
    assertThat(errors.body("/v2/models/x", problem)).contains(body);
    assertThat(errors.body("/v2x", problem)).isEmpty();
    assertThat(errors.body("/v1/v2", problem)).isEmpty();
  }

  @Test
  void sayThatSomethingFailedWhereTheProblemSaysNoMore() {
    assertThat(errors.body("/v2", ProblemDetail.forStatus(500)))
        .contains(Map.of("error", "The request failed."));
  }
}
