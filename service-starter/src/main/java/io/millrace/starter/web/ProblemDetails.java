package io.millrace.starter.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem details where no controller is involved: in filters and error pages. */
public final class ProblemDetails {

  static final String CORRELATION_ID = "correlationId";

  private final JsonMapper mapper;

  public ProblemDetails(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Answers a request; the caller has set further headers before.
   *
   * @param detail what was found, what is allowed and what to do
   */
  public void write(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setTitle(status.getReasonPhrase());
    problem.setInstance(path(request));
    problem.setProperty(CORRELATION_ID, Correlation.current());
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(mapper.writeValueAsBytes(problem));
  }

  private static URI path(HttpServletRequest request) {
    try {
      return URI.create(request.getRequestURI());
    } catch (IllegalArgumentException e) {
      return URI.create("about:blank");
    }
  }
}
