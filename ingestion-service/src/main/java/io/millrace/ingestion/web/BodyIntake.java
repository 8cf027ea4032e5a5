package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.ingestion.accept.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Reads a request's body within bounds, unpacking it on the way. */
@Component
class BodyIntake {

  private static final int CHUNK = 64 * 1024;

  private final Limits limits;
  private final InFlight inFlight;

  BodyIntake(Limits limits, InFlight inFlight) {
    this.limits = limits;
    this.inFlight = inFlight;
  }

  /** Gives an action the body; its memory counts as taken until the action is done. */
  <T> T with(HttpServletRequest request, Function<Body, T> action) {
    String mediaType = mediaType(request);
    try (InFlight.Share share = inFlight.share()) {
      byte[] bytes = read(request, limits.maxBody(), limits.maxUnpacked(), share);
      return action.apply(new Body(bytes, mediaType, request::getHeader));
    }
  }

  /** A small body that is no rows. */
  Body problemFile(HttpServletRequest request) {
    String mediaType = mediaType(request);
    try (InFlight.Share share = inFlight.share()) {
      int max = limits.maxProblemFile();
      return new Body(read(request, max, max, share), mediaType, request::getHeader);
    }
  }

  private static byte[] read(
      HttpServletRequest request, int maxBody, int maxUnpacked, InFlight.Share share) {
    if (request.getContentLengthLong() > maxBody) {
      throw new BodyTooLargeException(maxBody, "");
    }
    try (InputStream in = unpacked(request, new Bounded(request.getInputStream(), maxBody))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int n = in.readNBytes(chunk, 0, CHUNK); n > 0; n = in.readNBytes(chunk, 0, CHUNK)) {
        share.take(n);
        if (bytes.size() + (long) n > maxUnpacked) {
          throw new BodyTooLargeException(maxUnpacked, " unpacked");
        }
        bytes.write(chunk, 0, n);
      }
      return bytes.toByteArray();
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

    BodyTooLargeException(int limit, String how) {
      super("The body is larger than %d bytes%s".formatted(limit, how));
    }
  }

  /** Ends a body that is longer than it may be. */
  private static final class Bounded extends FilterInputStream {

    private final int limit;
    private long seen;

    Bounded(InputStream in, int limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      count(Math.max(n, 0));
      return n;
    }

    private void count(int n) {
      seen += n;
      if (seen > limit) {
        throw new BodyTooLargeException(limit, "");
      }
    }
  }
}
