package io.millrace.training.web;

import io.millrace.starter.web.Deadline;
import io.millrace.starter.web.ProblemDetailException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.http.HttpStatus;

/**
 * A body that was written to a file, never more of it in memory than a piece.
 *
 * @param digest {@code sha256:…}
 */
record Upload(long bytes, String digest) {

  private static final int PIECE = 1 << 16;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /**
   * @throws ProblemDetailException where there is none, it is too large or does not come
   */
  static Upload of(HttpServletRequest request, Path file, long largest) {
    if (request.getContentLengthLong() > largest) {
      throw tooLarge(largest);
    }
    try (InputStream in = request.getInputStream();
        OutputStream out = Files.newOutputStream(file)) {
      Upload upload = copy(in, out, largest);
      if (upload.bytes == 0) {
        throw new ProblemDetailException(
            HttpStatus.BAD_REQUEST,
            "No model",
            "The body is empty; it has to be the model's file.");
      }
      return upload;
    } catch (IOException e) {
      throw new ProblemDetailException(
          HttpStatus.REQUEST_TIMEOUT, "Body not received", "The body did not come whole.");
    }
  }

  private static Upload copy(InputStream in, OutputStream out, long largest) throws IOException {
    Deadline deadline = Deadline.in(PATIENCE);
    MessageDigest sha = sha();
    byte[] piece = new byte[PIECE];
    long bytes = 0;
    for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
      bytes += n;
      if (bytes > largest) {
        throw tooLarge(largest);
      }
      if (deadline.isOver()) {
        throw new ProblemDetailException(
            HttpStatus.REQUEST_TIMEOUT,
            "Body too slow",
            "The body did not come within %d minutes.".formatted(PATIENCE.toMinutes()));
      }
      sha.update(piece, 0, n);
      out.write(piece, 0, n);
    }
    return new Upload(bytes, "sha256:" + HexFormat.of().formatHex(sha.digest()));
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static ProblemDetailException tooLarge(long largest) {
    return new ProblemDetailException(
        HttpStatus.CONTENT_TOO_LARGE,
        "Model too large",
        "The model is larger than %d bytes (millrace.training.largest-import).".formatted(largest));
  }
}
