package io.millrace.inference.web;

import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.web.ProblemDetailException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;

/** The rows of a request: an object, an array of them, or {@code {"rows": […]}}. */
record PredictRequest(List<?> rows) {

  /**
   * @throws ProblemDetailException where the body is too large or no such thing
   */
  static PredictRequest read(HttpServletRequest request, Limits limits) throws IOException {
    if (request.getContentLengthLong() > limits.bodyBytes()) {
      throw tooLarge(limits);
    }
    byte[] body = request.getInputStream().readNBytes(limits.bodyBytes() + 1);
    if (body.length > limits.bodyBytes()) {
      throw tooLarge(limits);
    }
    List<?> rows = rows(body);
    if (rows.size() > limits.rows()) {
      throw new ProblemDetailException(
          HttpStatus.CONTENT_TOO_LARGE,
          "Too many rows",
          "The request has %d rows; at most %d are answered at a time."
              .formatted(rows.size(), limits.rows()));
    }
    return new PredictRequest(rows);
  }

  /**
   * @param rows of a request at most
   * @param bodyBytes of a request at most
   */
  record Limits(int rows, int bodyBytes) {}

  private static List<?> rows(byte[] body) {
    Object tree;
    try {
      tree = MillraceJson.mapper().readValue(body, Object.class);
    } catch (JacksonException e) {
      throw malformed("The body is not JSON: " + e.getOriginalMessage());
    }
    return switch (tree) {
      case List<?> rows -> rows;
      case Map<?, ?> object when object.get("rows") instanceof List<?> rows -> rows;
      case Map<?, ?> row -> List.of(row);
      case null, default -> throw malformed("The body is neither an object nor an array.");
    };
  }

  private static ProblemDetailException malformed(String detail) {
    return new ProblemDetailException(HttpStatus.BAD_REQUEST, "Malformed request", detail);
  }

  private static ProblemDetailException tooLarge(Limits limits) {
    return new ProblemDetailException(
        HttpStatus.CONTENT_TOO_LARGE,
        "Body too large",
        "The body is larger than %d bytes.".formatted(limits.bodyBytes()));
  }
}
