package io.millrace.starter.blob;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Named contents, created once; a few small ones are replaced by compare-and-set. A path is
 * relative, with {@code /} between its parts, each of letters, digits, {@code . _ -}; parts {@code
 * .} and {@code ..} are refused. Every method throws {@link UncheckedIOException} when the store
 * cannot be reached, and a {@link BlobStoreUnavailableException} once it has been tried enough.
 */
public interface BlobStore {

  /** A blob's content with the tag that names that content. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  record Tagged(byte[] content, String tag) {}

  /**
   * Stores a blob if the path is free. The blob becomes visible whole or not at all; of several
   * concurrent callers exactly one is answered true.
   *
   * @return whether this call created it
   */
  boolean create(String path, byte[] content);

  /** As {@link #create(String, byte[])}, from a file, which is left where it is. */
  boolean create(String path, Path file);

  /** A blob's content; empty where there is none. For small blobs. */
  Optional<byte[]> read(String path);

  /** As {@link #read}, with the tag that {@link #replace} compares. */
  Optional<Tagged> readTagged(String path);

  /**
   * Replaces a blob if its tag is still the given one. Readers see the old content or the new,
   * whole; of several concurrent callers with the same tag exactly one is answered true. An answer
   * that was lost is found out: true means that this content stands because of this call.
   *
   * @param content other than all that the path has held: it carries a counter, say
   * @return false when the blob has changed or is gone
   */
  boolean replace(String path, String tag, byte[] content);

  /**
   * Copies a blob into a file, which is replaced.
   *
   * @throws UncheckedIOException also where there is no such blob
   */
  void download(String path, Path file);

  /** The paths of all blobs below a folder ({@code problems/p/data/}), in alphabetical order. */
  List<String> list(String folder);

  /**
   * As {@link #list}, only the paths that come after one, which need not exist. Cheap where few
   * come after it, however many there are.
   */
  List<String> listAfter(String folder, String after);

  /** Removes a blob; without effect where there is none. */
  void delete(String path);
}
