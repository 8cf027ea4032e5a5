package io.millrace.ingestion.land;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.starter.blob.BlobStore;
import java.util.Optional;

/**
 * The offset of each source below which all rows of all problems have landed: where its next owner
 * begins to read. It only moves forward. What it says is true whoever says it, since what has
 * landed has landed; one that is behind costs reading, no more.
 */
final class Watermarks {

  private final BlobStore blobs;

  Watermarks(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** 0 where nothing is known. */
  long read(Source source) {
    return blobs.read(path(source)).map(Watermarks::offset).orElse(0L);
  }

  void raise(Source source, long offset) {
    String path = path(source);
    byte[] content = String.valueOf(offset).getBytes(UTF_8);
    boolean stands = false;
    while (!stands) {
      Optional<BlobStore.Tagged> before = blobs.readTagged(path);
      stands =
          before.isEmpty()
              ? blobs.create(path, content)
              : offset(before.get().content()) >= offset
                  || blobs.replace(path, before.get().tag(), content);
    }
  }

  private static long offset(byte[] content) {
    return Long.parseLong(new String(content, UTF_8).strip());
  }

  private static String path(Source source) {
    return "landing/%s.json".formatted(source.name());
  }
}
