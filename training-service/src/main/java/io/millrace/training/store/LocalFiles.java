package io.millrace.training.store;

import io.millrace.message.LandedFile;
import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Landed files on this machine's disk by their digests: fetched once, since they never change, and
 * kept while they are in use or there is room.
 */
public final class LocalFiles {

  private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);
  private static final int CHUNK = 1 << 16;

  private final BlobStore blobs;
  private final Path folder;
  private final long room;

  /** Sizes by digest, those used last at the end. Guarded by this. */
  private final Map<String, Long> kept = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, Integer> inUse = new HashMap<>();

  /**
   * @param folder empty, and of this instance alone
   * @param room how many bytes may stay that no run uses
   */
  public LocalFiles(BlobStore blobs, Path folder, long room) {
    this.blobs = blobs;
    this.folder = folder;
    this.room = room;
  }

  /** Copies that stay until this is closed. */
  public final class Fetched implements AutoCloseable {

    private final List<LandedFile> files;

    private Fetched(List<LandedFile> files) {
      this.files = files;
    }

    public List<Path> of(LandedFile.Kind kind) {
      return files.stream().filter(file -> file.kind() == kind).map(LocalFiles.this::copy).toList();
    }

    @Override
    public void close() {
      release(files);
    }
  }

  /**
   * The files' copies here.
   *
   * @throws IllegalStateException where the store's content is not what its digest says, or the
   *     disk is full
   */
  public Fetched fetch(List<LandedFile> files) {
    List<LandedFile> held = new ArrayList<>();
    try {
      for (LandedFile file : files) {
        hold(file);
        held.add(file);
        fetch(file);
      }
      return new Fetched(List.copyOf(held));
    } catch (RuntimeException e) {
      release(held);
      throw e;
    }
  }

  private void fetch(LandedFile file) {
    Path copy = copy(file);
    if (Files.exists(copy)) {
      return;
    }
    try {
      Files.createDirectories(copy.getParent());
      Path part = Files.createTempFile(copy.getParent(), "part-", ".tmp");
      try {
        fetch(file, part, copy);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw failed(file, new UncheckedIOException("fetch " + file.path(), e));
    } catch (UncheckedIOException e) {
      throw failed(file, e);
    }
  }

  private void fetch(LandedFile file, Path part, Path copy) throws IOException {
    blobs.download(file.path(), part);
    String found = digest(part);
    if (!found.equals(file.digest())) {
      throw new IllegalStateException(
          "%s: its digest is %s, the asset says %s".formatted(file.path(), found, file.digest()));
    }
    Files.move(part, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A full disk here looks like a store that is away, and does not pass with waiting. */
  private RuntimeException failed(LandedFile file, UncheckedIOException e) {
    long free = folder.toFile().getUsableSpace();
    return free > file.bytes()
        ? e
        : new IllegalStateException(
            "the disk under %s is full: %,d bytes are free, %s has %,d"
                .formatted(folder, free, file.path(), file.bytes()),
            e);
  }

  private synchronized void hold(LandedFile file) {
    inUse.merge(file.digest(), 1, Integer::sum);
    kept.put(file.digest(), file.bytes());
  }

  private synchronized void release(List<LandedFile> files) {
    files.forEach(file -> inUse.computeIfPresent(file.digest(), (_, n) -> n == 1 ? null : n - 1));
    long all = kept.values().stream().mapToLong(Long::longValue).sum();
    Iterator<Map.Entry<String, Long>> oldest = kept.entrySet().iterator();
    while (all > room && oldest.hasNext()) {
      Map.Entry<String, Long> file = oldest.next();
      if (!inUse.containsKey(file.getKey())) {
        delete(copy(file.getKey()));
        all -= file.getValue();
        oldest.remove();
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} stays: {}", file, e.toString());
    }
  }

  private Path copy(LandedFile file) {
    return copy(file.digest());
  }

  private Path copy(String digest) {
    String name = digest.replaceFirst("^sha256:", "");
    return folder.resolve(name.substring(0, 2)).resolve(name + ".parquet");
  }

  private static String digest(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[CHUNK];
      for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
        sha.update(chunk, 0, n);
      }
      return "sha256:" + HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
