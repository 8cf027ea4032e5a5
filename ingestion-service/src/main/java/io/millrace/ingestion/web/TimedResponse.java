package io.millrace.ingestion.web;

import io.millrace.starter.web.Deadline;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer that is broken off when its reader takes too long for it. */
final class TimedResponse extends HttpServletResponseWrapper {

  /** Small enough that a reader who takes some of it is asked for the time often. */
  private static final int PIECE = 8 * 1024;

  private final Duration time;
  private @Nullable Deadline deadline;

  TimedResponse(HttpServletResponse response, Duration time) {
    super(response);
    this.time = time;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return new TimedStream(super.getOutputStream());
  }

  private void check() throws IOException {
    if (deadline == null) {
      deadline = Deadline.in(time);
    }
    if (deadline.isOver()) {
      throw new IOException("The answer was not taken in " + time + " (body-timeout)");
    }
  }

  private final class TimedStream extends ServletOutputStream {

    private final ServletOutputStream out;

    TimedStream(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      check();
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int at = 0; at < length; at += PIECE) {
        check();
        out.write(bytes, from + at, Math.min(PIECE, length - at));
      }
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
