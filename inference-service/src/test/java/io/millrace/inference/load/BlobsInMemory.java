package io.millrace.inference.load;

import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A store that does not answer as often as it is told. */
final class BlobsInMemory implements BlobStore {

  final AtomicInteger failuresToCome = new AtomicInteger();
  final AtomicInteger listings = new AtomicInteger();
  private final NavigableMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();

  @Override
  public boolean create(String path, byte[] content) {
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

  void createAll(String folder, Path dir) {
    try (Stream<Path> files = Files.list(dir)) {
      files.forEach(file -> create(folder + "/" + file.getFileName(), file));
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
    listings.incrementAndGet();
    if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new UncheckedIOException(new IOException("no answer"));
    }
    return blobs.keySet().stream().filter(path -> path.startsWith(folder)).toList();
  }

  @Override
  public void delete(String path) {
    blobs.remove(path);
  }
}
