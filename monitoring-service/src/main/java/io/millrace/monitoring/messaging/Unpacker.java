package io.millrace.monitoring.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.starter.messaging.MillraceJson;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/** Takes values out of bytes in the order in which a {@link Packer} put them in. */
final class Unpacker {

  private final List<String> texts = new ArrayList<>();
  private final ByteBuffer bytes;

  Unpacker(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /**
   * @param format which the bytes begin with
   */
  Unpacker(byte[] bytes, int format) {
    this(bytes);
    int found = count();
    if (found != format) {
      throw new IllegalStateException("format: found %d; allowed: %d".formatted(found, format));
    }
  }

  /** Whether these are not packed, but JSON of before. */
  static boolean isJson(byte[] bytes) {
    return bytes[0] == '{';
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  long number() {
    return ByteUtils.readVarlong(bytes);
  }

  int count() {
    return Math.toIntExact(number());
  }

  double real() {
    return bytes.getDouble();
  }

  Instant time() {
    return Instant.ofEpochSecond(number(), number());
  }

  String text() {
    return Objects.requireNonNull(textOrNone());
  }

  @Nullable String textOrNone() {
    int known = count();
    if (known < 0) {
      return null;
    }
    if (known > 0) {
      return texts.get(known - 1);
    }
    String text = plainText();
    texts.add(text);
    return text;
  }

  String plainText() {
    return new String(bytes(), UTF_8);
  }

  byte[] bytes() {
    byte[] value = new byte[count()];
    bytes.get(value);
    return value;
  }

  <T> @Nullable T json(Class<T> type) {
    byte[] json = bytes();
    return json.length == 0 ? null : MillraceJson.mapper().readValue(json, type);
  }
}
