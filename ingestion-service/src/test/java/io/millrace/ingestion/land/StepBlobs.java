package io.millrace.ingestion.land;

import io.millrace.starter.blob.BlobStore;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One instance's view of a store, in which something can be done at each call, or after it. */
final class StepBlobs implements BlobStore {

  /** Told of each call; it may throw, or do something else meanwhile. */
  interface Hook {
    void before(int call);

    void after(int call);
  }

  static final Hook NONE =
      new Hook() {
        @Override
        public void before(int call) {}

        @Override
        public void after(int call) {}
      };

  private final BlobStore blobs;
  Hook hook = NONE;
  final List<String> calls = new ArrayList<>();
  long bytes;

  StepBlobs(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Counts as a call whatever else an instance does outside. */
  <T> T step(String call, Supplier<T> inner) {
    calls.add(call);
    int number = calls.size();
    hook.before(number);
    T answer = inner.get();
    hook.after(number);
    return answer;
  }

  @Override
  public boolean create(String path, byte[] content) {
    return step("create " + path, () -> blobs.create(path, content));
  }

  @Override
  public boolean create(String path, Path file) {
    return step("create " + path, () -> blobs.create(path, file));
  }

  @Override
  public Optional<byte[]> read(String path) {
    Optional<byte[]> content = step("read " + path, () -> blobs.read(path));
    content.ifPresent(found -> bytes += found.length);
    return content;
  }

  @Override
  public Optional<Tagged> readTagged(String path) {
    Optional<Tagged> content = step("readTagged " + path, () -> blobs.readTagged(path));
    content.ifPresent(found -> bytes += found.content().length);
    return content;
  }

  @Override
  public boolean replace(String path, String tag, byte[] content) {
    return step("replace " + path, () -> blobs.replace(path, tag, content));
  }

  @Override
  public void download(String path, Path file) {
    step(
        "download " + path,
        () -> {
          blobs.download(path, file);
          return path;
        });
    try {
      bytes += Files.size(file);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String folder) {
    List<String> paths = step("list " + folder, () -> blobs.list(folder));
    bytes += paths.stream().mapToLong(String::length).sum();
    return paths;
  }

  @Override
  public List<String> listAfter(String folder, String after) {
    List<String> paths = step("listAfter " + folder, () -> blobs.listAfter(folder, after));
    bytes += paths.stream().mapToLong(String::length).sum();
    return paths;
  }

  @Override
  public void delete(String path) {
    step(
        "delete " + path,
        () -> {
          blobs.delete(path);
          return path;
        });
  }
}
