package io.millrace.ingestion.land;

import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One problem's way from rows to files, to an asset, to the announcement. Each step is done once
 * its outcome is in the store; one that failed is taken up where it was left.
 */
final class ProblemLanding {

  private final ProblemName name;
  private final Outlet outlet;
  private final Map<Source, OpenFile> open = new HashMap<>();
  private final Map<Source, Long> positions = new HashMap<>();
  private final Map<String, NewFile> unlisted = new TreeMap<>();
  private @Nullable Asset latest;
  private @Nullable Asset unannounced;
  private boolean seenBefore;

  ProblemLanding(ProblemName name, Outlet outlet) {
    this.name = name;
    this.outlet = outlet;
  }

  void add(Source source, LandRow row, Instant now) {
    open.computeIfAbsent(source, _ -> new OpenFile(now)).add(row);
  }

  boolean isDue(Instant now, Bounds bounds) {
    return isUnsettled() || open.values().stream().anyMatch(file -> file.isDue(now, bounds));
  }

  /** Whether something is in the store of which others have not been told. */
  boolean isUnsettled() {
    return unannounced != null || !unlisted.isEmpty();
  }

  long bytes() {
    return open.values().stream().mapToLong(OpenFile::bytes).sum();
  }

  /** The lowest offset that has not landed. */
  Optional<Long> lowestOpen(Source source) {
    return Optional.ofNullable(open.get(source)).map(OpenFile::firstOffset);
  }

  /** Forgets a source that another instance lands from now on: the store is the truth. */
  void drop(Source source) {
    open.remove(source);
    positions.remove(source);
    Collection<NewFile> dropped =
        unlisted.values().stream().filter(file -> file.source().equals(source)).toList();
    dropped.forEach(file -> unlisted.remove(file.landed().path()));
    dropped.forEach(file -> FileFolder.delete(file.local()));
  }

  /** Lands every open file, in one asset. */
  void land(Optional<Problem> problem, Instant now) {
    announce();
    for (Source source : List.copyOf(open.keySet())) {
      close(source, problem);
    }
    list(now);
    announce();
  }

  private void close(Source source, Optional<Problem> problem) {
    OpenFile file = open.get(source);
    while (file != null) {
      seenBefore |= file.dropThrough(position(source));
      if (file.isEmpty()) {
        break;
      }
      Optional<NewFile> created = outlet.files().create(name, source, file.rows(), problem);
      if (created.isPresent()) {
        unlisted.put(created.get().landed().path(), created.get());
        positions.put(source, file.lastOffset());
        break;
      }
      positions.remove(source);
    }
    open.remove(source);
  }

  /** The last offset in the store; files that no asset lists are found on the way. */
  private long position(Source source) {
    Long known = positions.get(source);
    if (known != null) {
      return known;
    }
    Asset asset = newest();
    latest = asset;
    long position = asset.position(source);
    for (NewFile found : outlet.files().beyond(name, source, position)) {
      NewFile replaced = unlisted.put(found.landed().path(), found);
      if (replaced != null) {
        FileFolder.delete(replaced.local());
      }
      position = Math.max(position, found.landed().lastOffset());
    }
    positions.put(source, position);
    return position;
  }

  private Asset newest() {
    Asset known = latest;
    return known == null
        ? outlet.assets().latest(name).orElseGet(() -> Asset.none(name))
        : outlet.assets().latestAfter(known);
  }

  private void list(Instant now) {
    Asset asset = latest == null ? Asset.none(name) : latest;
    while (!unlisted.isEmpty()) {
      forgetListed(asset);
      Asset next = next(asset, now);
      if (unlisted.isEmpty() || outlet.assets().create(next)) {
        asset = unlisted.isEmpty() ? asset : next;
        unannounced = asset;
        forgetListed(asset);
      } else {
        asset = outlet.assets().latestAfter(asset);
      }
    }
    latest = asset;
    if (seenBefore && unannounced == null && asset.version() > 0) {
      unannounced = asset;
    }
    seenBefore = false;
  }

  private void forgetListed(Asset asset) {
    List<NewFile> listed =
        unlisted.values().stream().filter(file -> asset.lists(file.landed())).toList();
    listed.forEach(file -> unlisted.remove(file.landed().path()));
    listed.forEach(file -> FileFolder.delete(file.local()));
  }

  private Asset next(Asset asset, Instant now) {
    List<LandedFile> files = unlisted.values().stream().map(NewFile::landed).toList();
    String correlationId =
        unlisted.values().stream()
            .filter(file -> !file.correlationId().isEmpty())
            .max(Comparator.comparing(file -> file.landed().kind() == Kind.EVENTS))
            .map(NewFile::correlationId)
            .orElseGet(() -> UUID.randomUUID().toString());
    Map<String, ColumnProfile> profile =
        new TreeMap<>(outlet.profiler().profile(local(Kind.EVENTS)));
    profile.putAll(outlet.profiler().profile(local(Kind.GROUND_TRUTH)));
    return asset.next(files, profile, now, correlationId);
  }

  private List<Path> local(Kind kind) {
    Stream<NewFile> files = unlisted.values().stream();
    return files.filter(file -> file.landed().kind() == kind).map(NewFile::local).toList();
  }

  /** Another may have heard it before; to hear it twice is harmless, never to hear it is not. */
  private void announce() {
    Asset asset = unannounced;
    if (asset != null) {
      outlet
          .publisher()
          .publish(
              new DataArrived(
                  name, asset.version(), asset.files(), asset.totalRows(), asset.totalLabels()),
              asset.correlationId());
      unannounced = null;
    }
  }
}
