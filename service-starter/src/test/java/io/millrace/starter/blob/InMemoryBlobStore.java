package io.millrace.starter.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in memory, for tests; held to the same kit as the real ones. */
public class InMemoryBlobStore implements BlobStore {

  private final ConcurrentNavigableMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();

  @Override
  public boolean create(String path, byte[] content) {
    return blobs.putIfAbsent(BlobPath.check(path), content.clone()) == null;
  }

  @Override
  public final boolean create(String path, Path file) {
    try {
      return create(path, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(blobs.get(BlobPath.check(path))).map(byte[]::clone);
  }

  @Override
  public Optional<Tagged> readTagged(String path) {
    return read(path).map(content -> new Tagged(content, ContentTag.of(content)));
  }

  @Override
  public boolean replace(String path, String tag, byte[] content) {
    byte[] current = blobs.get(BlobPath.check(path));
    return current != null
        && ContentTag.of(current).equals(tag)
        && blobs.replace(path, current, content.clone());
  }

  @Override
  public void download(String path, Path file) {
    byte[] content =
        read(path).orElseThrow(() -> new UncheckedIOException(new NoSuchFileException(path)));
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String folder) {
    return listAfter(folder, "");
  }

  @Override
  public List<String> listAfter(String folder, String after) {
    BlobPath.checkFolder(folder);
    return blobs.keySet().stream()
        .filter(path -> path.startsWith(folder) && path.compareTo(after) > 0)
        .toList();
  }

  @Override
  public void delete(String path) {
    blobs.remove(BlobPath.check(path));
  }
}
