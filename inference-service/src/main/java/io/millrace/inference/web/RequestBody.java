package io.millrace.inference.web;

import io.millrace.starter.web.Deadline;
import io.millrace.starter.web.ProblemDetailException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.HttpStatus;

/** A request's body, of a bounded size and within a bounded time, however slowly it is sent. */
record RequestBody(int largest, Duration patience) {

  private static final int PIECE = 8192;

  /**
   * @throws ProblemDetailException where it is too large or does not come
   */
  byte[] read(HttpServletRequest request) {
    if (request.getContentLengthLong() > largest) {
      throw tooLarge();
    }
    try {
      return read(request.getInputStream(), (int) request.getContentLengthLong());
    } catch (IOException e) {
      throw new ProblemDetailException(
          HttpStatus.REQUEST_TIMEOUT, "Body not received", "The body did not come whole.");
    }
  }

  /**
   * @param announced how many bytes; negative where it was not said
   */
  private byte[] read(InputStream in, int announced) throws IOException {
    Deadline deadline = Deadline.in(patience);
    byte[] body = new byte[announced < 0 ? PIECE : announced];
    int size = 0;
    while (size != announced) {
      if (size == body.length) {
        body = Arrays.copyOf(body, 2 * size);
      }
      int n = in.read(body, size, body.length - size);
      if (n < 0) {
        break;
      }
      size += n;
      if (size > largest) {
        throw tooLarge();
      }
      if (deadline.isOver()) {
        throw new ProblemDetailException(
            HttpStatus.REQUEST_TIMEOUT,
            "Body too slow",
            "The body did not come within %d s.".formatted(patience.toSeconds()));
      }
    }
    return size == body.length ? body : Arrays.copyOf(body, size);
  }

  private ProblemDetailException tooLarge() {
    return new ProblemDetailException(
        HttpStatus.CONTENT_TOO_LARGE,
        "Body too large",
        "The body is larger than %d bytes.".formatted(largest));
  }
}
