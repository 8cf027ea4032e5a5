package io.millrace.inference.web;

import io.millrace.starter.web.ProblemDetailException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The rows of a request: an object, an array of them, or {@code {"rows": […]}}. */
record PredictRequest(List<?> rows) {

  /** What a value costs in memory is many times its text, so that the values are counted too. */
  static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(32)
          .maxNumberLength(400)
          .maxStringLength(1 << 20)
          .maxNameLength(10_000)
          .maxTokenCount(500_000)
          .build();

  private static final JsonMapper MAPPER =
      new JsonMapper(JsonFactory.builder().streamReadConstraints(BOUNDS).build());

  /**
   * @param most rows of a request
   * @throws ProblemDetailException where there are more, or the body is no such thing
   */
  static PredictRequest read(byte[] body, int most) {
    List<?> rows = rows(body);
    if (rows.size() > most) {
      throw new ProblemDetailException(
          HttpStatus.CONTENT_TOO_LARGE,
          "Too many rows",
          "The request has %d rows; at most %d are answered at a time."
              .formatted(rows.size(), most));
    }
    return new PredictRequest(rows);
  }

  private static List<?> rows(byte[] body) {
    Object tree;
    try {
      tree = MAPPER.readValue(body, Object.class);
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
}
