package io.millrace.ingestion.land;

import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Blobs in memory, which can be told to fail, or to be overtaken. */
final class MemoryBlobs implements BlobStore {

  final TreeMap<String, byte[]> blobs = new TreeMap<>();
  Predicate<String> failing = _ -> false;
  @Nullable Runnable beforeCreate;

  @Override
  public boolean create(String path, byte[] content) {
    check(path);
    Runnable overtaking = beforeCreate;
    beforeCreate = null;
    if (overtaking != null) {
      overtaking.run();
    }
    return blobs.putIfAbsent(path, content) == null;
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

  private void check(String path) {
    if (failing.test(path)) {
      throw new UncheckedIOException(new IOException("told to fail: " + path));
    }
  }
}
