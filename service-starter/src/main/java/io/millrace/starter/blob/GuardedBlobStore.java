package io.millrace.starter.blob;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Tries a store a few times, with pauses that differ, and asks one that keeps failing only now and
 * then. Each try is limited in time by the store itself. A creation or replacement is one call
 * however often it is tried, so that its answer is exact.
 */
final class GuardedBlobStore implements BlobStore, Room {

  /** Of the breaker and the retry. */
  static final String NAME = "blob-store";

  private final RepeatableBlobStore store;
  private final CircuitBreaker breaker;
  private final Retry retry;

  GuardedBlobStore(RepeatableBlobStore store, CircuitBreaker breaker, Retry retry) {
    this.store = store;
    this.breaker = breaker;
    this.retry = retry;
  }

  @Override
  public boolean create(String path, byte[] content) {
    UUID call = UUID.randomUUID();
    return guard(() -> store.create(path, content, call));
  }

  @Override
  public boolean create(String path, Path file) {
    UUID call = UUID.randomUUID();
    return guard(() -> store.create(path, file, call));
  }

  @Override
  public boolean replace(String path, String tag, byte[] content) {
    UUID call = UUID.randomUUID();
    return guard(() -> store.replace(path, tag, content, call));
  }

  @Override
  public Optional<byte[]> read(String path) {
    return guard(() -> store.read(path));
  }

  @Override
  public Optional<Tagged> readTagged(String path) {
    return guard(() -> store.readTagged(path));
  }

  @Override
  public void download(String path, Path file) {
    guard(
        () -> {
          store.download(path, file);
          return true;
        });
  }

  @Override
  public List<String> list(String folder) {
    return guard(() -> store.list(folder));
  }

  @Override
  public List<String> listAfter(String folder, String after) {
    return guard(() -> store.listAfter(folder, after));
  }

  @Override
  public void delete(String path) {
    guard(
        () -> {
          store.delete(path);
          return true;
        });
  }

  /** Asks once whether the store answers; counts for the breaker like any other call. */
  void probe() {
    translated(() -> breaker.executeSupplier(() -> store.list("health/")));
  }

  @Override
  public long free() {
    return store instanceof Room room ? room.free() : Room.UNKNOWN.free();
  }

  private <T> T guard(Supplier<T> call) {
    return translated(() -> retry.executeSupplier(() -> breaker.executeSupplier(call)));
  }

  private <T> T translated(Supplier<T> call) {
    try {
      return call.get();
    } catch (CallNotPermittedException e) {
      throw new BlobStoreUnavailableException(
          "The blob store has not answered of late and is not asked now; it is tried again soon",
          new IOException(e));
    } catch (BlobStoreUnavailableException | NoSuchBlobException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw new BlobStoreUnavailableException(message(e), cause(e));
    }
  }

  private static String message(UncheckedIOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** An unchecked one always has one. */
  private static IOException cause(UncheckedIOException e) {
    return e.getCause() == null ? new IOException(e) : e.getCause();
  }
}
