package io.millrace.inference.load;

import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Packages on the local disk, fetched once: a restarted service finds what it served. */
final class PackageCache {

  private final Path folder;
  private final BlobStore blobs;

  PackageCache(Path folder, BlobStore blobs) {
    this.folder = folder;
    this.blobs = blobs;
  }

  /**
   * @throws UncheckedIOException where the blob store or the disk fails
   */
  PackageCheck open(RegisteredModel registered) {
    Path dir = dir(registered);
    if (ModelPackage.open(dir, registered.manifestDigest()) instanceof PackageCheck.Sound sound) {
      return sound;
    }
    try {
      fetch(registered, dir);
    } catch (IOException e) {
      throw new UncheckedIOException("the local folder " + dir, e);
    }
    return ModelPackage.open(dir, registered.manifestDigest());
  }

  /** Removes what is kept of a problem's other versions. */
  void keepOnly(RegisteredModel registered) {
    Path kept = dir(registered);
    try (Stream<Path> dirs = Files.list(kept.getParent())) {
      for (Path dir : dirs.filter(dir -> !dir.equals(kept)).toList()) {
        remove(dir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the local folder " + kept, e);
    }
  }

  private Path dir(RegisteredModel registered) {
    return folder
        .resolve(registered.problem().value())
        .resolve(Integer.toString(registered.version()));
  }

  /** Aside first, so that a package that was cut off is never taken for one. */
  private void fetch(RegisteredModel registered, Path dir) throws IOException {
    Path aside = dir.resolveSibling("." + dir.getFileName() + "-" + UUID.randomUUID());
    Files.createDirectories(aside);
    try {
      Set<String> there = new HashSet<>(blobs.list(registered.path() + "/"));
      for (String name : contents()) {
        String blob = registered.path() + "/" + name;
        if (there.contains(blob)) {
          blobs.download(blob, aside.resolve(name));
        }
      }
      remove(dir);
      Files.move(aside, dir, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(aside);
    }
  }

  private static List<String> contents() {
    return Stream.concat(Stream.of(ModelPackage.MANIFEST), ModelPackage.CONTENTS.stream()).toList();
  }

  private static void remove(Path dir) throws IOException {
    if (Files.notExists(dir)) {
      return;
    }
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(dir);
  }
}
