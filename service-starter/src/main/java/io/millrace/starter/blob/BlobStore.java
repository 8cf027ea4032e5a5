package io.millrace.starter.blob;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Named, immutable contents. A path is relative, with {@code /} between its parts, each of letters,
 * digits, {@code . _ -}; parts {@code .} and {@code ..} are refused. Every method throws {@link
 * UncheckedIOException} when the store cannot be reached.
 */
public interface BlobStore {

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

  /**
   * Copies a blob into a file, which is replaced.
   *
   * @throws UncheckedIOException also where there is no such blob
   */
  void download(String path, Path file);

  /** The paths of all blobs below a folder ({@code problems/p/data/}), in alphabetical order. */
  List<String> list(String folder);

  /** Removes a blob; without effect where there is none. */
  void delete(String path);
}
