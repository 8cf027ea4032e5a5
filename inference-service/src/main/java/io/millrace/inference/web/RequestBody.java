package io.millrace.inference.web;

import io.millrace.starter.web.Deadline;
import io.millrace.starter.web.ProblemDetailException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
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
      return read(request.getInputStream());
    } catch (IOException e) {
      throw new ProblemDetailException(
          HttpStatus.REQUEST_TIMEOUT, "Body not received", "The body did not come whole.");
    }
  }

  private byte[] read(InputStream in) throws IOException {
    Deadline deadline = Deadline.in(patience);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] piece = new byte[PIECE];
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      body.write(piece, 0, n);
      if (body.size() > largest) {
        throw tooLarge();
      }
      if (deadline.isOver()) {
        throw new ProblemDetailException(
            HttpStatus.REQUEST_TIMEOUT,
            "Body too slow",
            "The body did not come within %d s.".formatted(patience.toSeconds()));
      }
    }
    return body.toByteArray();
  }

  private ProblemDetailException tooLarge() {
    return new ProblemDetailException(
        HttpStatus.CONTENT_TOO_LARGE,
        "Body too large",
        "The body is larger than %d bytes.".formatted(largest));
  }
}
