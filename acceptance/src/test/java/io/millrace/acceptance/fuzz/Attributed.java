package io.millrace.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An input of lines {@code name: value}, an empty one, and data: what binary CloudEvents are, be
 * they a request or a record.
 *
 * @param attributes of any bytes, each as one character
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Attributed(Map<String, String> attributes, byte[] data) {

  static Attributed of(byte[] input) {
    Map<String, String> attributes = new LinkedHashMap<>();
    int at = 0;
    while (at < input.length) {
      int end = at;
      while (end < input.length && input[end] != '\n') {
        end++;
      }
      String line = new String(input, at, end - at, StandardCharsets.ISO_8859_1);
      at = Math.min(end + 1, input.length);
      if (line.isEmpty()) {
        break;
      }
      String[] parts = line.split(": ", 2);
      attributes.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return new Attributed(attributes, Arrays.copyOfRange(input, at, input.length));
  }

  static byte[] bytes(Map<String, String> attributes, byte[] data) {
    StringBuilder head = new StringBuilder();
    attributes.forEach((name, value) -> head.append(name).append(": ").append(value).append('\n'));
    byte[] top = head.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(top, top.length + data.length);
    System.arraycopy(data, 0, all, top.length, data.length);
    return all;
  }
}
