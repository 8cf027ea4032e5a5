package io.millrace.ingestion.accept;

import io.millrace.event.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** A part of a request's body, without a copy. */
public record Slice(byte[] body, int from, int to) {

  private static final int MAX_KEPT = 64 * 1024;

  public Slice {
    from = Math.clamp(from, 0, body.length);
    to = Math.clamp(to, from, body.length);
  }

  public int length() {
    return to - from;
  }

  /** As it came, cut at 64 KiB; in Base64 where it is no UTF-8. */
  Kept kept() {
    int end = length() <= MAX_KEPT ? to : startOfCharacter(from + MAX_KEPT);
    ByteBuffer bytes = ByteBuffer.wrap(body, from, end - from);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return new Kept(text, Rejection.UTF_8);
    } catch (CharacterCodingException e) {
      byte[] raw = Arrays.copyOfRange(body, from, end);
      return new Kept(Base64.getEncoder().encodeToString(raw), Rejection.BASE64);
    }
  }

  /** Goes back by the at most three bytes that a character may lie across a place. */
  private int startOfCharacter(int at) {
    int start = at;
    while (start > at - 4 && (body[start] & 0xC0) == 0x80) {
      start--;
    }
    return start;
  }
}
