package io.millrace.ingestion.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.starter.web.ProblemDetailException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.messaging.MessagingException;

class AnswersTest {

  @Test
  void overloadIsAnswered429() {
    assertThat(answerTo(new InFlight.OverloadException())).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
  }

  @Test
  void aBrokerThatDoesNotAcknowledgeIsAnswered503() {
    assertThat(answerTo(new LogUnavailableException("late", new RuntimeException())))
        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(answerTo(new MessagingException("late"))).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
  }

  private static HttpStatus answerTo(RuntimeException e) {
    return catchThrowableOfType(
            ProblemDetailException.class,
            () ->
                Answers.of(
                    () -> {
                      throw e;
                    }))
        .status();
  }
}
