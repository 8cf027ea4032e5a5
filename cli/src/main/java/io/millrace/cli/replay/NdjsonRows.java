package io.millrace.cli.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line. */
final class NdjsonRows implements Rows {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final BufferedReader lines;
  private long line;

  NdjsonRows(BufferedReader lines) {
    this.lines = lines;
  }

  @Override
  public Optional<List<String>> columns() {
    return Optional.empty();
  }

  @Override
  public Optional<Row> next() throws IOException {
    String text = lines.readLine();
    while (text != null) {
      line++;
      if (!text.isBlank()) {
        return Optional.of(row(text));
      }
      text = lines.readLine();
    }
    return Optional.empty();
  }

  private Row row(String text) {
    try {
      return new Row.Fields(line, false, JSON.readValue(text, OBJECT));
    } catch (JacksonException e) {
      String start = text.strip();
      String found = start.length() > 40 ? start.substring(0, 39) + "…" : start;
      return new Row.Broken(line, found, "one whole JSON object a line");
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
