package io.millrace.training.register;

import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageLocation;
import io.millrace.starter.blob.BlobStore;
import io.millrace.training.register.ModelStore.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Copies a stored package here, to be checked. */
final class Fetching {

  private final BlobStore blobs;

  Fetching(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** A file that is not there makes a package unsound; a store that is not there does not. */
  PackageCheck open(Stored stored, Path copy) {
    PackageLocation location;
    try {
      location = PackageLocation.of(stored.manifest(), stored.path());
    } catch (IllegalArgumentException e) {
      return new PackageCheck.Unsound(String.valueOf(e.getMessage()));
    }
    for (String file : ModelPackage.contents(stored.manifest())) {
      if (!fetch(location.path(file), copy.resolve(file))) {
        return new PackageCheck.Unsound(file + " is not there");
      }
    }
    fetch(location.path(ModelPackage.MANIFEST), copy.resolve(ModelPackage.MANIFEST));
    return switch (ModelPackage.open(copy, stored.manifestDigest())) {
      case PackageCheck.Sound(ModelPackage sound) ->
          new PackageCheck.Sound(sound.numbered(stored.manifest().version()));
      case PackageCheck.Unsound unsound -> unsound;
    };
  }

  private boolean fetch(String path, Path to) {
    Optional<byte[]> content = blobs.read(path);
    try {
      if (content.isPresent()) {
        Files.write(to, content.get());
      }
      return content.isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("copy " + path + " to " + to, e);
    }
  }
}
