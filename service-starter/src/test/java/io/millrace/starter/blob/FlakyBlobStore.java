package io.millrace.starter.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A real store whose calls fail as told. */
final class FlakyBlobStore implements RepeatableBlobStore {

  private final RepeatableBlobStore store;
  private int failures;
  private boolean full;
  private int tries;

  FlakyBlobStore(RepeatableBlobStore store) {
    this.store = store;
  }

  void fail(int times) {
    failures = times;
  }

  void fillUp() {
    full = true;
  }

  int tries() {
    return tries;
  }

  @Override
  public boolean create(String path, byte[] content, UUID call) {
    return write(() -> store.create(path, content, call));
  }

  @Override
  public boolean create(String path, Path file, UUID call) {
    return write(() -> store.create(path, file, call));
  }

  @Override
  public boolean replace(String path, String tag, byte[] content, UUID call) {
    return write(() -> store.replace(path, tag, content, call));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return call(() -> store.read(path));
  }

  @Override
  public Optional<Tagged> readTagged(String path) {
    return store.readTagged(path);
  }

  @Override
  public void download(String path, Path file) {
    store.download(path, file);
  }

  @Override
  public List<String> list(String folder) {
    return call(() -> store.list(folder));
  }

  @Override
  public List<String> listAfter(String folder, String after) {
    return call(() -> store.listAfter(folder, after));
  }

  @Override
  public void delete(String path) {
    store.delete(path);
  }

  private <T> T write(Supplier<T> call) {
    if (full) {
      tries++;
      throw new BlobStoreFullException("full", new IOException("No space left on device"));
    }
    return call(call);
  }

  private <T> T call(Supplier<T> call) {
    tries++;
    if (failures > 0) {
      failures--;
      throw new UncheckedIOException(new IOException("told to fail"));
    }
    return call.get();
  }
}
