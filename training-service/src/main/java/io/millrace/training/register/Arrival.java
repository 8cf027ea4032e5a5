package io.millrace.training.register;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageLocation;
import io.millrace.starter.blob.BlobStore;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A package from another environment on its way into the store, byte by byte as it came. */
record Arrival(BlobStore blobs, ModelPackage sound, Path local) {

  /**
   * Stores all files but the manifest where the manifest says that they are.
   *
   * @return why they cannot lie there, in a plain sentence part
   */
  Optional<String> store() {
    Manifest manifest = sound.manifest();
    if (manifest.files() == null) {
      return Optional.of(
          "its files lie beside its manifest, as an early Millrace left them; train it anew");
    }
    PackageLocation location;
    try {
      location = PackageLocation.of(manifest, folder(manifest.problem(), manifest.version()));
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    for (String name : ModelPackage.contents(manifest)) {
      String path = location.path(name);
      if (!blobs.create(path, local.resolve(name))
          && !isThere(path, manifest.digests().get(name))) {
        return Optional.of(path + " is taken here by other bytes");
      }
    }
    return Optional.empty();
  }

  private boolean isThere(String path, @Nullable String digest) {
    return blobs.read(path).map(Digest::of).equals(Optional.ofNullable(digest));
  }

  /** Takes a number; false where another was faster. */
  boolean claim(int version) {
    String folder = folder(sound.manifest().problem(), version);
    return blobs.create(folder + "/" + ModelPackage.MANIFEST, local.resolve(ModelPackage.MANIFEST));
  }

  private static String folder(ProblemName problem, int version) {
    return "problems/%s/models/%d".formatted(problem, version);
  }
}
