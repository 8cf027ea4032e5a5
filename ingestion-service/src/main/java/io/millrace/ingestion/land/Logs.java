package io.millrace.ingestion.land;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.message.LandedFile.Kind;
import io.millrace.starter.blob.BlobStore;
import java.util.Optional;

/**
 * Which logs the store's offsets count in. A broker that was set up anew begins again at offset 0:
 * what it brings lands beside what was there, under the id of its topic, and not on top of it.
 */
public final class Logs {

  private final BlobStore blobs;

  public Logs(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * How a source names a topic's log: empty for the first that the store has known.
   *
   * @param topicId the broker's own id of the topic
   */
  public String name(Kind kind, String topicId) {
    String path = "landing/%s/topic".formatted(Source.folder(kind));
    Optional<String> first = text(path);
    if (first.isEmpty() && blobs.create(path, topicId.getBytes(UTF_8))) {
      return "";
    }
    return first.or(() -> text(path)).filter(topicId::equals).isPresent() ? "" : topicId;
  }

  /** Whether this log, which took the place of the first, is met for the first time. */
  public boolean isNew(Kind kind, String log) {
    return !log.isEmpty() && text(seen(kind, log)).isEmpty();
  }

  /** Notes that people have been told of it. */
  public void note(Kind kind, String log) {
    blobs.create(seen(kind, log), log.getBytes(UTF_8));
  }

  private Optional<String> text(String path) {
    return blobs.read(path).map(content -> new String(content, UTF_8));
  }

  private static String seen(Kind kind, String log) {
    return "landing/%s/topics/%s".formatted(Source.folder(kind), log);
  }
}
