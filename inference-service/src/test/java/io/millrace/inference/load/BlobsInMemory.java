package io.millrace.inference.load;

import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A store that does not answer as often as it is told. */
final class BlobsInMemory extends InMemoryBlobStore {

  final AtomicInteger failuresToCome = new AtomicInteger();
  final AtomicInteger listings = new AtomicInteger();

  /** Whether it answers nothing at all. */
  volatile boolean away;

  void createAll(String folder, Path dir) {
    try (Stream<Path> files = Files.list(dir)) {
      files.forEach(file -> create(folder + "/" + file.getFileName(), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String folder) {
    listings.incrementAndGet();
    if (away || failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new UncheckedIOException(new IOException("no answer"));
    }
    return super.list(folder);
  }
}
