package io.millrace.starter.web;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** An answer other than success, as an RFC 9457 problem detail. */
public class ProblemDetailException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String title;
  private final transient Map<String, Object> properties;
  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * @param title the kind of error, the same each time it occurs
   * @param detail what was found, what is allowed and what to do
   * @param properties further members of the answer, such as {@code errors}
   */
  public ProblemDetailException(
      HttpStatus status, String title, String detail, Map<String, Object> properties) {
    super(detail);
    this.status = status;
    this.title = title;
    this.properties = Map.copyOf(properties);
  }

  public ProblemDetailException(HttpStatus status, String title, String detail) {
    this(status, title, detail, Map.of());
  }

  /** Adds a header to the answer, such as {@code Retry-After}. */
  public ProblemDetailException with(String header, String value) {
    headers.set(header, value);
    return this;
  }

  HttpHeaders headers() {
    return headers;
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }

  public Map<String, Object> properties() {
    return properties;
  }
}
