package io.millrace.ingestion.land;

import io.millrace.starter.blob.InMemoryBlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Blobs in memory, which can be told to fail, or to be overtaken. */
final class MemoryBlobs extends InMemoryBlobStore {

  Predicate<String> failing = _ -> false;
  @Nullable Runnable beforeCreate;

  @Override
  public boolean create(String path, byte[] content) {
    if (failing.test(path)) {
      throw new UncheckedIOException(new IOException("told to fail: " + path));
    }
    Runnable overtaking = beforeCreate;
    beforeCreate = null;
    if (overtaking != null) {
      overtaking.run();
    }
    return super.create(path, content);
  }
}
