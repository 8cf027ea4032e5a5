package io.millrace.training.store;

import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.training.decide.Arrived;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The data assets, which ingestion writes; each version adds files to those of all before it. */
public final class LandedAssets {

  private final BlobStore blobs;
  private final Map<ProblemName, TreeMap<Long, AssetDocument>> known = new ConcurrentHashMap<>();
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
      String correlationId) {

    long rows(Kind kind) {
      return files.stream().filter(file -> file.kind() == kind).mapToLong(LandedFile::rows).sum();
    }
  }

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
   * The files that landed last, in the order in which they landed: of an asset, and of as many
   * before it as it takes to have so many events and so many ground truths, and a quarter more,
   * since a truth lands after its event. All, where there are fewer. An asset is immutable, so the
   * same version and number give the same files for ever.
   *
   * @param rows how many are wanted
   */
  public List<LandedFile> files(ProblemName problem, long version, long rows) {
    long enough = rows + rows / 4;
    return known
        .compute(
            problem,
            (name, before) -> latest(name, before == null ? Map.of() : before, version, enough))
        .values()
        .stream()
        .flatMap(asset -> asset.files().stream())
        .toList();
  }

  private TreeMap<Long, AssetDocument> latest(
      ProblemName problem, Map<Long, AssetDocument> before, long version, long enough) {
    TreeMap<Long, AssetDocument> assets = new TreeMap<>();
    long events = 0;
    long truths = 0;
    for (long next = version; next > 0 && Math.min(events, truths) < enough; next--) {
      AssetDocument there = before.get(next);
      AssetDocument asset = there == null ? read(problem, next) : there;
      assets.put(next, asset);
      events += asset.rows(Kind.EVENTS);
      truths += asset.rows(Kind.GROUND_TRUTH);
    }
    return assets;
  }

  private AssetDocument read(ProblemName problem, long version) {
    String path = path(problem, version);
    return read(path).orElseThrow(() -> new IllegalStateException("there is no asset " + path));
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
