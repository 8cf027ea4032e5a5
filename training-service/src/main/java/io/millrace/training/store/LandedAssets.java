package io.millrace.training.store;

import io.millrace.message.LandedFile;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.training.decide.Arrived;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The data assets, which ingestion writes; each version adds files to those of all before it. */
public final class LandedAssets {

  private final BlobStore blobs;
  private final Map<ProblemName, List<AssetDocument>> known = new ConcurrentHashMap<>();
  private final Map<ProblemName, Latest> latest = new ConcurrentHashMap<>();

  public LandedAssets(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** What training reads of an asset. */
  private record AssetDocument(
      long version,
      List<LandedFile> files,
      long totalRows,
      long totalLabels,
      String correlationId) {}

  /**
   * The newest asset.
   *
   * @param correlationId of the last event in it
   */
  public record Latest(Arrived arrived, String correlationId) {}

  /** Empty where nothing has landed. */
  public Optional<Latest> latest(ProblemName problem) {
    Optional<Latest> before = Optional.ofNullable(latest.get(problem));
    long from = before.map(known -> known.arrived().asset()).orElse(0L);
    Optional<Latest> newer =
        blobs.listAfter(folder(problem), path(problem, from)).stream()
            .filter(path -> path.endsWith(".json"))
            .reduce((_, last) -> last)
            .flatMap(this::read)
            .map(
                asset ->
                    new Latest(
                        new Arrived(asset.version(), asset.totalRows(), asset.totalLabels()),
                        asset.correlationId()));
    newer.ifPresent(found -> latest.put(problem, found));
    return newer.or(() -> before);
  }

  /**
   * All files of an asset and of those before it, in the order in which they landed. An asset is
   * immutable, so the same version gives the same files for ever.
   */
  public List<LandedFile> files(ProblemName problem, long version) {
    List<AssetDocument> assets =
        known.compute(
            problem, (name, before) -> upTo(name, before == null ? List.of() : before, version));
    return assets.stream()
        .filter(asset -> asset.version() <= version)
        .flatMap(asset -> asset.files().stream())
        .toList();
  }

  private List<AssetDocument> upTo(ProblemName problem, List<AssetDocument> before, long version) {
    if (before.size() >= version) {
      return before;
    }
    List<AssetDocument> assets = new ArrayList<>(before);
    for (long next = assets.size() + 1L; next <= version; next++) {
      String path = path(problem, next);
      assets.add(
          read(path).orElseThrow(() -> new IllegalStateException("there is no asset " + path)));
    }
    return List.copyOf(assets);
  }

  private Optional<AssetDocument> read(String path) {
    return blobs.read(path).map(json -> MillraceJson.mapper().readValue(json, AssetDocument.class));
  }

  private static String path(ProblemName problem, long version) {
    return folder(problem) + String.format(Locale.ROOT, "%010d.json", version);
  }

  private static String folder(ProblemName problem) {
    return "problems/%s/assets/".formatted(problem);
  }
}
