package io.millrace.ingestion.land;

import io.millrace.message.DataArrived;
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
import java.util.Set;
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
  private final Standing standing;
  private final Map<Source, OpenFile> open = new HashMap<>();
  private final Map<Source, Long> held = new HashMap<>();
  private @Nullable Asset unannounced;
  private boolean announceAgain;

  ProblemLanding(ProblemName name, Outlet outlet) {
    this.name = name;
    this.outlet = outlet;
    this.standing = new Standing(name, outlet);
  }

  /** Takes in a row, unless the store is known to have it. */
  void add(Source source, LandRow row, Instant now) {
    Long landed = standing.known(source);
    if (!standing.lost().contains(source) && (landed == null || row.offset() > landed)) {
      open.computeIfAbsent(source, _ -> new OpenFile(now)).add(row);
    }
  }

  boolean isDue(Instant now, Bounds bounds) {
    return isUnsettled() || open.values().stream().anyMatch(file -> file.isDue(now, bounds));
  }

  /** Whether it may be forgotten: what is known of the store can be asked again. */
  boolean isIdle() {
    return open.isEmpty() && !isUnsettled();
  }

  /** Whether something is in the store of which others have not been told, or is to leave it. */
  private boolean isUnsettled() {
    return !held.isEmpty() || unannounced != null || announceAgain || !standing.isIdle();
  }

  Set<Source> lost() {
    return standing.lost();
  }

  long bytes() {
    return open.values().stream().mapToLong(OpenFile::bytes).sum();
  }

  long rows() {
    return open.values().stream().mapToLong(file -> file.rows().size()).sum();
  }

  Optional<Instant> oldest() {
    return open.values().stream().map(OpenFile::openedAt).min(Instant::compareTo);
  }

  /** The lowest offset that has not landed, or of which others may not have been told. */
  Optional<Long> lowestOpen(Source source) {
    Stream<Long> first = Optional.ofNullable(open.get(source)).map(OpenFile::firstOffset).stream();
    return Stream.concat(first, Optional.ofNullable(held.get(source)).stream()).min(Long::compare);
  }

  /** Forgets a source that another instance lands from now on: the store is the truth. */
  void drop(Source source) {
    open.remove(source);
    held.remove(source);
    standing.drop(source);
  }

  /** Lands every open file, in one asset. */
  void land(Optional<Problem> problem, Instant now) {
    announce();
    standing.refresh();
    List.copyOf(open.entrySet()).forEach(entry -> close(entry.getKey(), entry.getValue(), problem));
    list(now);
    announce();
    held.clear();
  }

  private void close(Source source, OpenFile file, Optional<Problem> problem) {
    if (standing.lost().contains(source)) {
      return;
    }
    held.merge(source, file.firstOffset(), Math::min);
    announceAgain |= file.dropThrough(standing.tail(source));
    while (!file.isEmpty() && !create(source, file, problem)) {
      standing.adopt(source, file.firstOffset());
      announceAgain |= file.dropThrough(standing.tail(source));
    }
    open.remove(source);
  }

  private boolean create(Source source, OpenFile file, Optional<Problem> problem) {
    Optional<NewFile> created =
        outlet.files().create(name, source, standing.tail(source), file.rows(), problem);
    created.ifPresent(standing::add);
    return created.isPresent();
  }

  private void list(Instant now) {
    Collection<NewFile> profiled = List.of();
    Map<String, ColumnProfile> profile = Map.of();
    while (standing.hasUnlisted()) {
      Collection<NewFile> files = standing.unlisted();
      if (!files.equals(profiled)) {
        profile = profile(files);
        profiled = files;
      }
      Asset next = standing.latest().next(files, profile, now, correlationId(files));
      if (standing.list(next)) {
        unannounced = next;
      }
    }
    announceAgain |= standing.takeListedByOthers();
    if (announceAgain && unannounced == null && standing.latest().version() > 0) {
      unannounced = standing.latest();
    }
    announceAgain = false;
  }

  private static String correlationId(Collection<NewFile> files) {
    return files.stream()
        .filter(file -> !file.correlationId().isEmpty())
        .max(Comparator.comparing(file -> file.landed().kind() == Kind.EVENTS))
        .map(NewFile::correlationId)
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private Map<String, ColumnProfile> profile(Collection<NewFile> files) {
    Map<String, ColumnProfile> profile =
        new TreeMap<>(outlet.profiler().profile(local(files, Kind.EVENTS)));
    profile.putAll(outlet.profiler().profile(local(files, Kind.GROUND_TRUTH)));
    return profile;
  }

  private static List<Path> local(Collection<NewFile> files, Kind kind) {
    return files.stream().filter(file -> file.landed().kind() == kind).map(NewFile::local).toList();
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
