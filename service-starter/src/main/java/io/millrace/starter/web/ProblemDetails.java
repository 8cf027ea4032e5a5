package io.millrace.starter.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem details where no controller is involved: in filters and error pages. */
public final class ProblemDetails {

  static final String CORRELATION_ID = "correlationId";

  private final JsonMapper mapper;
  private final List<PlainErrors> plain;

  /**
   * @param plain where errors have another shape
   */
  ProblemDetails(JsonMapper mapper, List<PlainErrors> plain) {
    this.mapper = mapper;
    this.plain = List.copyOf(plain);
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
    Optional<Map<String, String>> other = plainly(failedPath(request), problem);
    response.setContentType(
        other.isPresent()
            ? MediaType.APPLICATION_JSON_VALUE
            : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(mapper.writeValueAsBytes(other.isPresent() ? other.get() : problem));
  }

  /** The error as the address's protocol has it; empty where problem details are right. */
  Optional<Map<String, String>> plainly(String path, ProblemDetail problem) {
    return plain.stream().flatMap(it -> it.body(path, problem).stream()).findFirst();
  }

  /** Of the request that failed, where this is about its error page. */
  private static String failedPath(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
        ? failed
        : request.getRequestURI();
  }

  private static URI path(HttpServletRequest request) {
    try {
      return URI.create(request.getRequestURI());
    } catch (IllegalArgumentException e) {
      return URI.create("about:blank");
    }
  }
}
