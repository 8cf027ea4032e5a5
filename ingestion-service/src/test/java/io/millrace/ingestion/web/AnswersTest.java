package io.millrace.ingestion.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.ingestion.accept.LogUnavailableException;
import io.millrace.starter.web.ProblemDetailException;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  @Test
  void aStoreThatIsAwayIsAnswered503() {
    assertThat(answerTo(new UncheckedIOException(new IOException("gone"))))
        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
  }

  @Test
  void aSenderWhoTakesTooLongIsAnswered408() {
    assertThat(answerTo(new BodyIntake.SlowBodyException(null)))
        .isEqualTo(HttpStatus.REQUEST_TIMEOUT);
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
