package io.millrace.monitoring.web;

import io.millrace.monitoring.observe.Recollections.ElsewhereException;
import io.millrace.starter.web.ProblemDetailException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A question that another instance can answer is put to that one, as the caller put it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class OwnerForwarding {

  private final OtherInstances others;

  OwnerForwarding(OtherInstances others) {
    this.others = others;
  }

  @ExceptionHandler(ElsewhereException.class)
  ResponseEntity<byte[]> ask(ElsewhereException elsewhere, HttpServletRequest request) {
    if (request.getHeader(OtherInstances.FORWARDED) != null) {
      throw notNow("The state moves between instances", elsewhere);
    }
    try {
      HttpResponse<byte[]> answer = others.ask(elsewhere.address(), question(request));
      ResponseEntity.BodyBuilder builder = ResponseEntity.status(answer.statusCode());
      pass(HttpHeaders.CONTENT_TYPE, answer, builder);
      pass(HttpHeaders.RETRY_AFTER, answer, builder);
      pass("Content-Security-Policy", answer, builder);
      return builder.body(answer.body());
    } catch (IOException | RuntimeException e) {
      throw notNow("The instance that has the state does not answer", e);
    }
  }

  private static OtherInstances.Question question(HttpServletRequest request) {
    return new OtherInstances.Question(
        request.getMethod(),
        address(request),
        request.getHeader(HttpHeaders.AUTHORIZATION),
        request.getContentType(),
        BodyKeeping.body(request));
  }

  private static String address(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private static void pass(
      String header, HttpResponse<byte[]> answer, ResponseEntity.BodyBuilder builder) {
    answer.headers().firstValue(header).ifPresent(value -> builder.header(header, value));
  }

  private static ProblemDetailException notNow(String what, Exception cause) {
    ProblemDetailException answer =
        new ProblemDetailException(
                HttpStatus.SERVICE_UNAVAILABLE, "Not ready", what + "; try again in a few seconds.")
            .with(HttpHeaders.RETRY_AFTER, "5");
    answer.initCause(cause);
    return answer;
  }
}
