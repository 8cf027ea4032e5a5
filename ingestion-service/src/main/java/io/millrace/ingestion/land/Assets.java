package io.millrace.ingestion.land;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The assets in the store, numbered by conditional create. */
public final class Assets {

  private final BlobStore blobs;
  private final AssetCodec codec;

  public Assets(BlobStore blobs, AssetCodec codec) {
    this.blobs = blobs;
    this.codec = codec;
  }

  public Optional<Asset> latest(ProblemName problem) {
    List<String> paths =
        blobs.list(folder(problem)).stream().filter(path -> path.endsWith(".json")).toList();
    return paths.isEmpty() ? Optional.empty() : read(paths.getLast());
  }

  /** The latest, looked for from an earlier one on, without listing all there are. */
  Asset latestAfter(Asset known) {
    Asset latest = known;
    Optional<Asset> next = read(path(latest.problem(), latest.version() + 1));
    while (next.isPresent()) {
      latest = next.get();
      next = read(path(latest.problem(), latest.version() + 1));
    }
    return latest;
  }

  /** Whether this call made it the asset of its version. */
  boolean create(Asset asset) {
    return blobs.create(path(asset.problem(), asset.version()), codec.write(asset));
  }

  private Optional<Asset> read(String path) {
    return blobs.read(path).map(codec::read);
  }

  private static String folder(ProblemName problem) {
    return "problems/%s/assets/".formatted(problem);
  }

  private static String path(ProblemName problem, long version) {
    return folder(problem) + String.format(Locale.ROOT, "%010d.json", version);
  }
}
