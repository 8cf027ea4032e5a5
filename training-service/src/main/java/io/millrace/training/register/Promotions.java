package io.millrace.training.register;

import io.millrace.message.Promotion;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How packages came here from other environments, by the digest of their manifests: beside the
 * packages, whose bytes stay what they are. It is written down before a version takes a number, and
 * stands from then on.
 */
final class Promotions {

  private final BlobStore blobs;
  private final Map<String, Optional<Promotion>> known = new ConcurrentHashMap<>();

  Promotions(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Of a package that has a number; empty where it was made or brought here. */
  Optional<Promotion> of(ProblemName problem, String digest) {
    String path = path(problem, digest);
    Optional<Promotion> before = known.get(path);
    if (before != null) {
      return before;
    }
    Optional<Promotion> read =
        blobs.read(path).map(json -> PackageJson.read(json, Promotion.class));
    known.put(path, read);
    return read;
  }

  /** Of a package that has no number yet: what an earlier try has left does not count. */
  void note(ProblemName problem, String digest, Promotion promotion) {
    String path = path(problem, digest);
    byte[] json = PackageJson.write(promotion);
    while (!blobs.create(path, json)) {
      Optional<BlobStore.Tagged> left = blobs.readTagged(path);
      if (left.isPresent() && blobs.replace(path, left.get().tag(), json)) {
        return;
      }
    }
  }

  private static String path(ProblemName problem, String digest) {
    return "problems/%s/promotions/%s.json"
        .formatted(problem, digest.substring(digest.indexOf(':') + 1));
  }
}
