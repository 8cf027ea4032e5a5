package io.millrace.ingestion.accept;

import java.nio.charset.StandardCharsets;

/** A part of a request's body, without a copy. */
public record Slice(byte[] body, int from, int to) {

  private static final int MAX_KEPT = 64 * 1024;

  public Slice {
    from = Math.clamp(from, 0, body.length);
    to = Math.clamp(to, from, body.length);
  }

  /** The text as it came, cut at 64 KiB. */
  public String text() {
    return new String(body, from, Math.min(to - from, MAX_KEPT), StandardCharsets.UTF_8);
  }
}
