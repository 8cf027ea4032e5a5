package io.millrace.scoring.model;

import java.nio.charset.StandardCharsets;

/** Walks over the fields of a protobuf message, without a class for each. */
final class Wire {

  static final int VARINT = 0;
  static final int BYTES = 2;

  private final byte[] content;
  private final int end;
  private int at;
  private int field;
  private int type;
  private int start;
  private long number;

  Wire(byte[] content) {
    this(content, 0, content.length);
  }

  private Wire(byte[] content, int at, int end) {
    this.content = content;
    this.at = at;
    this.end = end;
  }

  /**
   * Goes to the next field.
   *
   * @return false at the end
   * @throws IllegalArgumentException where the bytes are no message
   */
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    field = (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
    type = (int) (tag & 7);
    switch (type) {
      case VARINT -> number = varint();
      case 1 -> skip(8);
      case BYTES -> skip(varint());
      case 5 -> skip(4);
      default -> throw malformed();
    }
    return true;
  }

  int field() {
    return field;
  }

  boolean isMessage() {
    return type == BYTES;
  }

  /** What the field holds, as a message. */
  Wire message() {
    return new Wire(content, start, at);
  }

  String text() {
    return type == BYTES ? new String(content, start, at - start, StandardCharsets.UTF_8) : "";
  }

  /** Of a varint. */
  long number() {
    return number;
  }

  /** Whether there is another of the numbers that a field packs together. */
  boolean nextPacked() {
    if (at == end) {
      return false;
    }
    number = varint();
    return true;
  }

  private void skip(long bytes) {
    if (bytes < 0 || bytes > end - at) {
      throw malformed();
    }
    start = at;
    at += (int) bytes;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw malformed();
      }
      byte next = content[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException("the graph cannot be loaded: its bytes are no message");
  }
}
