package io.millrace.cli;

import io.millrace.cli.connect.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** The rows to predict, from wherever a person has them. */
final class RowInput {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ALLOWED =
      "NAME=VALUE …, JSON such as '{\"CO2\": 700}', a file of it, or - for standard input";

  private final InputStream standardInput;

  RowInput(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  List<?> read(List<String> words) {
    try {
      return rows(words);
    } catch (IOException e) {
      throw CommandFailure.misused("cannot read the rows: " + e.getMessage());
    }
  }

  private List<?> rows(List<String> words) throws IOException {
    if (words.isEmpty() || words.equals(List.of("-"))) {
      return json(new String(standardInput.readAllBytes(), StandardCharsets.UTF_8));
    }
    String first = words.getFirst().strip();
    if (first.startsWith("{") || first.startsWith("[")) {
      return json(String.join("\n", words));
    }
    if (words.stream().allMatch(word -> word.indexOf('=') > 0)) {
      return List.of(pairs(words));
    }
    if (words.size() == 1 && Files.isRegularFile(Path.of(first))) {
      return json(Files.readString(Path.of(first)));
    }
    throw CommandFailure.misused(
        "found '%s', which is no file; allowed: %s".formatted(String.join(" ", words), ALLOWED));
  }

  /** One object, several after one another, an array, or {@code {"rows": […]}}. */
  private static List<JsonNode> json(String text) {
    List<JsonNode> rows = new ArrayList<>();
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        JsonNode value = values.nextValue();
        if (value.path("rows").isArray()) {
          value.path("rows").forEach(rows::add);
        } else {
          rows.add(value);
        }
      }
    } catch (JacksonException e) {
      throw CommandFailure.misused(
          "the rows are no JSON: %s; allowed: %s".formatted(e.getOriginalMessage(), ALLOWED));
    }
    if (rows.isEmpty()) {
      throw CommandFailure.misused("found no row; allowed: " + ALLOWED);
    }
    return rows;
  }

  private static Map<String, Object> pairs(List<String> words) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      row.put(word.substring(0, equals), value(word.substring(equals + 1)));
    }
    return row;
  }

  private static Object value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")
        ? Double.valueOf(text)
        : text;
  }
}
