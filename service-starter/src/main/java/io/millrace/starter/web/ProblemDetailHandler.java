package io.millrace.starter.web;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every exception out of a controller, ours or Spring's own, becomes an RFC 9457 answer. */
@RestControllerAdvice
@Order(0)
class ProblemDetailHandler extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemDetailHandler.class);

  private final ProblemDetails problems;

  ProblemDetailHandler(ProblemDetails problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> on(ProblemDetailException e, WebRequest request) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(e.status(), e.getMessage());
    body.setTitle(e.title());
    e.properties().forEach(body::setProperty);
    return handleExceptionInternal(e, body, e.headers(), e.status(), request);
  }

  /** The caller learns nothing of the inside but the id under which the log has it. */
  @ExceptionHandler
  @Nullable ResponseEntity<Object> on(Exception e, WebRequest request) throws Exception {
    if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
      throw e;
    }
    LOG.error("A request failed: {}", request.getDescription(false), e);
    ProblemDetail body =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The request failed inside. The log has the reason under the correlation id.");
    return handleExceptionInternal(
        e, body, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem) {
      problem.setProperty(ProblemDetails.CORRELATION_ID, Correlation.current());
      Optional<Map<String, String>> plain = problems.plainly(path(request), problem);
      if (plain.isPresent()) {
        HttpHeaders plainHeaders = new HttpHeaders(headers);
        plainHeaders.setContentType(MediaType.APPLICATION_JSON);
        return super.createResponseEntity(plain.get(), plainHeaders, status, request);
      }
    }
    return super.createResponseEntity(body, headers, status, request);
  }

  private static String path(WebRequest request) {
    return request instanceof ServletWebRequest servlet ? servlet.getRequest().getRequestURI() : "";
  }
}
