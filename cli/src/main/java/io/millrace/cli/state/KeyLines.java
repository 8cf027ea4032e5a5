package io.millrace.cli.state;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** On which line of a file each key stands, by its path: {@code train.search.space[0].name}. */
final class KeyLines {

  private final Map<String, Integer> lines = new HashMap<>();

  private KeyLines() {}

  /**
   * @param text that was read without an error before
   */
  static KeyLines of(YAMLMapper yaml, String text) {
    KeyLines found = new KeyLines();
    try (JsonParser parser = yaml.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME || parser.streamReadContext().inArray()) {
          int line = parser.currentTokenLocation().getLineNr();
          found.lines.putIfAbsent(path(parser.streamReadContext()), line);
        }
      }
    }
    return found;
  }

  private static String path(TokenStreamContext context) {
    TokenStreamContext parent = context.getParent();
    String before = parent == null ? "" : path(parent);
    if (context.inArray()) {
      return "%s[%d]".formatted(before, Math.max(0, context.getCurrentIndex()));
    }
    String name = context.hasCurrentName() ? context.currentName() : "";
    return before.isEmpty() || name.isEmpty() ? before + name : before + "." + name;
  }

  /** The line of a key, or of the section where it is missing. */
  int of(String key) {
    for (String path = key; !path.isEmpty(); path = above(path)) {
      Integer line = lines.get(path);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }

  private static String above(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }
}
