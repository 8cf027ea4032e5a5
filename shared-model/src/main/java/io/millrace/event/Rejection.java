package io.millrace.event;

import java.time.Instant;

/**
 * Why an event was refused. On the wire {@code ce_problem} names the problem.
 *
 * @param position in the request, from 0
 * @param field the offending one; empty where the whole event cannot be read
 * @param content the refused event as it came, cut at 64 KiB
 */
public record Rejection(
    int position, String field, String found, String expected, String content, Instant rejectedAt) {

  /** The CloudEvents type. */
  public static final String TYPE = "io.millrace.rejection.v1";
}
