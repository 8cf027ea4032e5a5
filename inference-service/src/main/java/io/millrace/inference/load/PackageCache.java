package io.millrace.inference.load;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageCheck.Sound;
import io.millrace.scoring.model.PackageCheck.Unsound;
import io.millrace.scoring.model.PackageLocation;
import io.millrace.starter.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Packages on the local disk, fetched once: a restarted service finds what it served, whether or
 * not the blob store answers. One service at a time uses a folder.
 */
final class PackageCache {

  private final LocalPackages local;
  private final BlobStore blobs;

  /** What an earlier process began to fetch is removed. */
  PackageCache(Path folder, BlobStore blobs) {
    this(new LocalPackages(folder), blobs);
  }

  PackageCache(LocalPackages local, BlobStore blobs) {
    this.local = local;
    this.blobs = blobs;
    local.removeAbandoned();
  }

  /**
   * @throws UncheckedIOException where the blob store or the disk fails
   */
  PackageCheck open(RegisteredModel registered) {
    Optional<Sound> kept = kept(registered);
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      return fetch(registered);
    } catch (IOException e) {
      throw new UncheckedIOException(e + ", " + local.room(), e);
    }
  }

  /** A package that need not be fetched. */
  Optional<Sound> kept(RegisteredModel registered) {
    return ModelPackage.open(local.dir(registered), registered.manifestDigest())
            instanceof Sound sound
        ? Optional.of(sound)
        : Optional.empty();
  }

  /** Removes what is kept of a problem's versions, but for these. */
  void keepOnly(ProblemName problem, Set<Integer> versions) {
    local.keepOnly(problem, versions);
  }

  /** Aside first, so that a package that was cut off is never taken for one. */
  private PackageCheck fetch(RegisteredModel registered) throws IOException {
    Path dir = local.dir(registered);
    Path aside = dir.resolveSibling("." + dir.getFileName() + "-" + UUID.randomUUID());
    Files.createDirectories(aside);
    try {
      Optional<Unsound> foreign = download(registered, aside);
      if (foreign.isPresent()) {
        return foreign.get();
      }
      PackageCheck check = ModelPackage.open(aside, registered.manifestDigest());
      if (check instanceof Sound) {
        LocalPackages.remove(dir);
        Files.move(aside, dir, StandardCopyOption.ATOMIC_MOVE);
      }
      return check;
    } catch (IllegalArgumentException e) {
      return new Unsound(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw local.isFull() // said before what was fetched of it is removed
          ? new UncheckedIOException(e.getMessage() + ", " + local.room(), e.getCause())
          : e;
    } finally {
      LocalPackages.remove(aside);
    }
  }

  /**
   * As far as there is something to follow: what is missing is found when the package is opened.
   */
  private Optional<Unsound> download(RegisteredModel registered, Path aside) {
    String manifestPath = PackageLocation.manifest(registered.problem(), registered.path());
    Set<String> there = new HashSet<>(blobs.list(folder(manifestPath)));
    if (!there.contains(manifestPath)) {
      return Optional.empty();
    }
    blobs.download(manifestPath, aside.resolve(ModelPackage.MANIFEST));
    Optional<Manifest> manifest = ModelPackage.manifest(aside, registered.manifestDigest());
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    Manifest found = manifest.get();
    if (!registered.isOf(found)) {
      return Optional.of(
          new Unsound(
              "the package is of version %d of %s".formatted(found.version(), found.problem())));
    }
    PackageLocation location = PackageLocation.of(found, registered.path());
    there.addAll(blobs.list(location.files() + "/"));
    for (String name : ModelPackage.contents(found)) {
      if (there.contains(location.path(name))) {
        blobs.download(location.path(name), aside.resolve(name));
      }
    }
    return Optional.empty();
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
