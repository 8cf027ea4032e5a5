package io.millrace.message;

/**
 * One immutable Parquet file.
 *
 * @param path in the blob store
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
public record LandedFile(
    String path,
    Kind kind,
    int partition,
    long firstOffset,
    long lastOffset,
    long rows,
    long bytes,
    String digest) {

  /** What a row of it is. */
  public enum Kind {
    EVENTS,
    GROUND_TRUTH
  }
}
