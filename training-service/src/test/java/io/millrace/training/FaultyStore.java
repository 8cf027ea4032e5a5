package io.millrace.training;

import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One instance's way to a store, which can be lost: for a while, or for good as by a kill. */
public final class FaultyStore implements BlobStore {

  private final BlobStore store;
  private final AtomicInteger calls = new AtomicInteger();

  /** Whether no call gets through. */
  public volatile boolean away;

  /** The instance is dead from this call on. */
  public volatile int diesAt = Integer.MAX_VALUE;

  /** Whether that call still has its effect, only that nobody hears of it. */
  public volatile boolean effective;

  /** Which path's creation has its effect, once, only that its answer is lost. */
  public volatile String answerLostFor = "";

  /** Called before a path is created. */
  public volatile java.util.function.Consumer<String> beforeCreate = _ -> {};

  public FaultyStore(BlobStore store) {
    this.store = store;
  }

  public int calls() {
    return calls.get();
  }

  public boolean isDead() {
    return calls.get() >= diesAt;
  }

  private <T> T call(Supplier<T> call) {
    int number = calls.incrementAndGet();
    if (number == diesAt && effective) {
      call.get();
    }
    if (number >= diesAt || away) {
      throw new UncheckedIOException(new IOException("the store does not answer"));
    }
    return call.get();
  }

  private boolean created(String path, Supplier<Boolean> create) {
    beforeCreate.accept(path);
    boolean created = call(create);
    if (!answerLostFor.isEmpty() && path.endsWith(answerLostFor)) {
      answerLostFor = "";
      throw new UncheckedIOException(new IOException("the answer was lost"));
    }
    return created;
  }

  @Override
  public boolean create(String path, byte[] content) {
    return created(path, () -> store.create(path, content));
  }

  @Override
  public boolean create(String path, Path file) {
    return created(path, () -> store.create(path, file));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return call(() -> store.read(path));
  }

  @Override
  public Optional<Tagged> readTagged(String path) {
    return call(() -> store.readTagged(path));
  }

  @Override
  public boolean replace(String path, String tag, byte[] content) {
    return call(() -> store.replace(path, tag, content));
  }

  @Override
  public void download(String path, Path file) {
    call(
        () -> {
          store.download(path, file);
          return file;
        });
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
    call(
        () -> {
          store.delete(path);
          return path;
        });
  }
}
