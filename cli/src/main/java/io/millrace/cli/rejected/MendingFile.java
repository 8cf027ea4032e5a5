package io.millrace.cli.rejected;

import io.millrace.cli.connect.CommandFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file of refused rows, one JSON object a line, in which a person mends {@code content}. */
public final class MendingFile {

  private static final JsonMapper JSON = new JsonMapper();

  private MendingFile() {}

  /** Writes what was listed; never over a file that is there, in which somebody may have mended. */
  public static void write(Path file, List<JsonNode> rows) {
    try (BufferedWriter out =
        Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
      for (JsonNode row : rows) {
        out.write(line(row).toString());
        out.write('\n');
      }
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.misused(file + " is there already; name another file");
    } catch (IOException e) {
      throw CommandFailure.failed("cannot write %s: %s".formatted(file, e.getMessage()));
    }
  }

  /** What is JSON stands there as such: a person would not want to mend it as text in text. */
  private static JsonNode line(JsonNode row) {
    ObjectNode line = JSON.createObjectNode();
    row.properties().forEach(field -> line.set(field.getKey(), field.getValue()));
    try {
      JsonNode content = JSON.readTree(row.path("content").asString(""));
      if (content.isObject()) {
        line.set("content", content);
      }
    } catch (JacksonException text) {
      // It stays the text that it is
    }
    return line;
  }

  /** The id and content of each line. */
  public static List<JsonNode> read(Path file) {
    List<JsonNode> mended = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (!line.isBlank()) {
        mended.add(mended(file, number, line));
      }
    }
    if (mended.isEmpty()) {
      throw CommandFailure.misused(file + " is empty");
    }
    return mended;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw CommandFailure.misused("there is no file " + file);
    } catch (IOException e) {
      throw CommandFailure.misused("cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static JsonNode mended(Path file, int number, String line) {
    try {
      JsonNode row = JSON.readTree(line);
      if (row.path("id").isString() && row.has("content")) {
        return JSON.createObjectNode()
            .set("id", row.path("id"))
            .set("content", row.path("content"));
      }
    } catch (JacksonException e) {
      throw wrong(file, number, e.getOriginalMessage());
    }
    throw wrong(file, number, "no id, or no content");
  }

  private static CommandFailure wrong(Path file, int number, String found) {
    return CommandFailure.misused(
        "%s:%d: found %s; allowed: a JSON object a line, with id and content, as --export writes it"
            .formatted(file, number, found.lines().findFirst().orElse("")));
  }
}
