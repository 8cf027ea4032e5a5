package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.accept.Limits;
import io.millrace.starter.web.Deadline;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Reads a request's body within bounds, unpacking it on the way. Its memory, and that of the rows
 * that are made of it, counts as taken until the request is answered.
 */
@Component
class BodyIntake {

  private static final int CHUNK = 64 * 1024;

  private final Limits limits;

  BodyIntake(Limits limits) {
    this.limits = limits;
  }

  /** A body of rows. */
  Body rows(HttpServletRequest request) {
    return body(request, limits.maxBody(), limits.maxUnpacked(), "max-unpacked");
  }

  /** A small body that is no rows. */
  Body problemFile(HttpServletRequest request) {
    int max = limits.maxProblemFile();
    return body(request, max, max, "max-problem-file");
  }

  private Body body(HttpServletRequest request, int maxBody, int maxUnpacked, String setting) {
    String mediaType = mediaType(request);
    InFlight.Share share = RequestMemory.of(request);
    if (request.getContentLengthLong() > maxBody) {
      throw new BodyTooLargeException(maxBody, maxBody == maxUnpacked ? setting : "max-body");
    }
    Deadline deadline = Deadline.in(limits.bodyTimeout());
    try (InputStream in =
        unpacked(request, new BoundedStream(request.getInputStream(), maxBody, deadline))) {
      Growing bytes = new Growing(maxUnpacked, setting, share);
      bytes.readFrom(in);
      return new Body(bytes.toArray(), mediaType, request::getHeader, share);
    } catch (IOException e) {
      throw new BrokenBodyException("The body cannot be read to its end: " + e.getMessage(), 1, 1);
    }
  }

  private static InputStream unpacked(HttpServletRequest request, InputStream in)
      throws IOException {
    @Nullable String encoding = request.getHeader("Content-Encoding");
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> in;
      case "gzip", "x-gzip" -> new GZIPInputStream(in, CHUNK);
      default -> throw new UnsupportedBodyException("Content-Encoding", encoding, "gzip, identity");
    };
  }

  private static String mediaType(HttpServletRequest request) {
    @Nullable String type = request.getContentType();
    try {
      MediaType parsed = MediaType.parseMediaType(type == null ? "" : type);
      @Nullable String charset = parsed.getParameter("charset");
      if (charset != null && !charset.replace("\"", "").equalsIgnoreCase("utf-8")) {
        throw new UnsupportedBodyException("charset", charset, "utf-8");
      }
      return (parsed.getType() + "/" + parsed.getSubtype()).toLowerCase(Locale.ROOT);
    } catch (InvalidMediaTypeException e) {
      throw new UnsupportedBodyException("Content-Type", type, "a media type");
    }
  }

  /** What is asked for in a header is not done here. */
  static final class UnsupportedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedBodyException(String header, @Nullable String found, String allowed) {
      super(
          "%s: found %s; allowed: %s"
              .formatted(header, found == null ? "nothing" : found, allowed));
    }
  }

  static final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException(int limit, String setting) {
      super("The body is larger than %d bytes (%s)".formatted(limit, setting));
    }
  }

  /** The sender takes longer for its body than it may. */
  static final class SlowBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SlowBodyException(@Nullable Throwable cause) {
      super("The body did not come in time (body-timeout)", cause);
    }
  }
}
