package io.millrace.ingestion.web;

import io.millrace.starter.web.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** Ends a body that is longer than it may be, or takes longer. */
final class BoundedStream extends FilterInputStream {

  private final int limit;
  private final Deadline deadline;
  private long seen;

  BoundedStream(InputStream in, int limit, Deadline deadline) {
    super(in);
    this.limit = limit;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    try {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    } catch (SocketTimeoutException e) {
      throw new BodyIntake.SlowBodyException(e);
    }
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      int n = super.read(into, from, length);
      count(Math.max(n, 0));
      return n;
    } catch (SocketTimeoutException e) {
      throw new BodyIntake.SlowBodyException(e);
    }
  }

  /** The request's own stream stays open: what is left of it may still be read. */
  @Override
  public void close() {}

  private void count(int n) {
    seen += n;
    if (seen > limit) {
      throw new BodyIntake.BodyTooLargeException(limit, "max-body");
    }
    if (n > 0 && deadline.isOver()) {
      throw new BodyIntake.SlowBodyException(null);
    }
  }
}
