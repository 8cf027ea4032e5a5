package io.millrace.inference.load;

import io.millrace.inference.load.LoadOutcome.Loaded;
import io.millrace.inference.load.LoadOutcome.Refused;
import io.millrace.inference.load.LoadOutcome.Unreachable;
import io.millrace.starter.blob.BlobStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** Loads versions that serve nobody, to be looked at. Their packages are not kept. */
public final class Candidates {

  private final PackageCache cache;
  private final PackageLoader packages;

  /**
   * @param folder for packages while they are being loaded, of its own
   */
  public Candidates(BlobStore blobs, Path folder, ModelMemory memory, Clock clock) {
    this.cache = new PackageCache(folder, blobs);
    this.packages = new PackageLoader(cache, memory, clock);
  }

  /** What came of it. */
  public sealed interface Found {

    /**
     * @param model to be closed by who asked for it
     */
    record Model(ServedModel model) implements Found {}

    /** It may not serve. */
    record Unsound(String reason) implements Found {}

    /** Another try may do. */
    record Away(String reason) implements Found {}
  }

  /** One at a time: they share a folder. */
  public synchronized Found load(RegisteredModel registered) {
    try {
      return switch (packages.load(registered)) {
        case Loaded(ServedModel model) -> new Found.Model(model);
        case Refused(String reason) -> new Found.Unsound(reason);
        case Unreachable(String reason) -> new Found.Away(reason);
      };
    } finally {
      cache.keepOnly(registered.problem(), Set.of());
    }
  }
}
