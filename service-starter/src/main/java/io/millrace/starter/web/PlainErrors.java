package io.millrace.starter.web;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.ProblemDetail;

/**
 * Addresses of a protocol that has an error shape of its own, {@code {"error": "…"}}, in place of
 * problem details.
 *
 * @param prefix that they begin with, such as {@code /v2}
 */
public record PlainErrors(String prefix) {

  /**
   * @param path without the application's own
   * @return empty for addresses of nobody here
   */
  Optional<Map<String, String>> body(String path, ProblemDetail problem) {
    if (!path.equals(prefix) && !path.startsWith(prefix + "/")) {
      return Optional.empty();
    }
    String detail = problem.getDetail();
    return Optional.of(Map.of("error", detail == null ? "The request failed." : detail));
  }
}
