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
import java.util.HexFormat;

/** Landed files on this machine's disk by their digests: fetched once, since they never change. */
public final class LocalFiles {

  private static final int CHUNK = 1 << 16;

  private final BlobStore blobs;
  private final Path folder;

  public LocalFiles(BlobStore blobs, Path folder) {
    this.blobs = blobs;
    this.folder = folder;
  }

  /**
   * The file's copy here.
   *
   * @throws IllegalStateException where the store's content is not what its digest says
   */
  public Path fetch(LandedFile file) {
    String digest = file.digest().replaceFirst("^sha256:", "");
    Path copy = folder.resolve(digest.substring(0, 2)).resolve(digest + ".parquet");
    if (Files.exists(copy)) {
      return copy;
    }
    try {
      Files.createDirectories(copy.getParent());
      Path part = Files.createTempFile(copy.getParent(), "part-", ".tmp");
      blobs.download(file.path(), part);
      String found = digest(part);
      if (!found.equals(file.digest())) {
        Files.delete(part);
        throw new IllegalStateException(
            "%s: its digest is %s, the asset says %s".formatted(file.path(), found, file.digest()));
      }
      Files.move(part, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("fetch " + file.path(), e);
    }
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
