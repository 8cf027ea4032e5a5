package io.millrace.monitoring.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.starter.messaging.MillraceJson;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * Appends values to bytes, in the order in which an {@link Unpacker} takes them out. A text that
 * came before is a reference to it, so that names cost a byte or two.
 */
final class Packer {

  private static final int LONGEST_NUMBER = 10;

  private final Map<String, Integer> texts = new HashMap<>();
  private ByteBuffer bytes;

  Packer() {
    bytes = ByteBuffer.allocate(512);
  }

  /** Goes on after bytes in which no text is a reference. */
  Packer(byte[] before) {
    bytes = ByteBuffer.allocate(2 * before.length).put(before);
  }

  private ByteBuffer room(int size) {
    if (bytes.remaining() < size) {
      int enough = Math.max(2 * bytes.capacity(), bytes.position() + size);
      bytes = ByteBuffer.allocate(enough).put(bytes.flip());
    }
    return bytes;
  }

  int size() {
    return bytes.position();
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  Packer number(long value) {
    ByteUtils.writeVarlong(value, room(LONGEST_NUMBER));
    return this;
  }

  Packer real(double value) {
    room(Double.BYTES).putDouble(value);
    return this;
  }

  Packer time(Instant time) {
    return number(time.getEpochSecond()).number(time.getNano());
  }

  /** 0 and a text not seen yet, or how manieth text it is; -1 for none. */
  Packer text(@Nullable String text) {
    if (text == null) {
      return number(-1);
    }
    Integer known = texts.putIfAbsent(text, texts.size() + 1);
    return known == null ? number(0).plainText(text) : number(known);
  }

  /** One that does not come again. */
  Packer plainText(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  Packer bytes(byte[] value) {
    number(value.length);
    room(value.length).put(value);
    return this;
  }

  /** What is rare, or of no fixed form. */
  Packer json(@Nullable Object value) {
    return bytes(value == null ? new byte[0] : MillraceJson.mapper().writeValueAsBytes(value));
  }
}
