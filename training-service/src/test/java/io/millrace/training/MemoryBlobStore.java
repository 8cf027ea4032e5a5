package io.millrace.training;

import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in memory. */
public final class MemoryBlobStore implements BlobStore {

  private final ConcurrentNavigableMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();

  @Override
  public boolean create(String path, byte[] content) {
    return blobs.putIfAbsent(path, content.clone()) == null;
  }

  @Override
  public boolean create(String path, Path file) {
    try {
      return create(path, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(blobs.get(path));
  }

  @Override
  public void download(String path, Path file) {
    try {
      Files.write(file, read(path).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String folder) {
    return blobs.keySet().stream().filter(path -> path.startsWith(folder)).toList();
  }

  @Override
  public void delete(String path) {
    blobs.remove(path);
  }
}
