package io.millrace.inference.web;

import io.millrace.inference.score.RowColumns;
import io.millrace.inference.score.RowSource;
import io.millrace.starter.web.ProblemDetailException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** The rows of a request: an object, an array of them, or {@code {"rows": […]}}. */
final class PredictRequest implements RowSource {

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

  private final byte[] body;
  private final int most;

  private PredictRequest(byte[] body, int most) {
    this.body = body;
    this.most = most;
  }

  /**
   * @param most rows of a request
   */
  static PredictRequest of(byte[] body, int most) {
    return new PredictRequest(body, most);
  }

  @Override
  public boolean fill(RowColumns columns) {
    return RowParser.parse(body, most, columns);
  }

  /**
   * @throws ProblemDetailException where there are more than may be, or the body is no such thing
   */
  @Override
  public List<?> rows() {
    List<?> rows = read();
    if (rows.size() > most) {
      throw new ProblemDetailException(
          HttpStatus.CONTENT_TOO_LARGE,
          "Too many rows",
          "The request has %d rows; at most %d are answered at a time."
              .formatted(rows.size(), most));
    }
    return rows;
  }

  private List<?> read() {
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
