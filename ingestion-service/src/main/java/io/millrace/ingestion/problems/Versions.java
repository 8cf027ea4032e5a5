package io.millrace.ingestion.problems;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import java.util.Locale;

/**
 * The versions of the problems' files. Each is claimed once, by conditional create: by one of
 * several instances, and never again after the problem was deleted and stated anew, which the
 * compacted topic would not remember.
 */
public final class Versions {

  private final BlobStore blobs;

  public Versions(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** The first that is free after one that is known; from then on it is the caller's. */
  long claimAfter(ProblemName name, long known) {
    long version = firstFreeAfter(name, known);
    while (!blobs.create(path(name, version), String.valueOf(version).getBytes(UTF_8))) {
      version++;
    }
    return version;
  }

  /** By strides that double, and then by halves: a service that has forgotten all asks little. */
  private long firstFreeAfter(ProblemName name, long known) {
    long taken = known;
    long stride = 1;
    while (isTaken(name, taken + stride)) {
      taken += stride;
      stride *= 2;
    }
    long free = taken + stride;
    while (free - taken > 1) {
      long middle = taken + (free - taken) / 2;
      if (isTaken(name, middle)) {
        taken = middle;
      } else {
        free = middle;
      }
    }
    return free;
  }

  private boolean isTaken(ProblemName name, long version) {
    return blobs.read(path(name, version)).isPresent();
  }

  private static String path(ProblemName name, long version) {
    return "problems/%s/versions/%s".formatted(name, String.format(Locale.ROOT, "%010d", version));
  }
}
