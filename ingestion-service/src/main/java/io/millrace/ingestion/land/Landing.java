package io.millrace.ingestion.land;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Lands the log in the store, each row once. A file is named by its first offset and created only
 * if absent; where the name is taken, and on the first file after an assignment, the store is asked
 * how far it has come, and rows up to there are dropped. Taking rows in touches nothing outside and
 * cannot fail; {@link #land} can, and is then called again. For one thread.
 */
public final class Landing implements AutoCloseable {

  private final Database database = new Database();
  private final Outlet outlet;
  private final Function<ProblemName, Optional<Problem>> catalog;
  private final Bounds bounds;
  private final Clock clock;
  private final Map<ProblemName, ProblemLanding> problems = new TreeMap<>();
  private final Map<Source, Long> next = new HashMap<>();

  /**
   * @param catalog of the problems' schemas; an event of a problem that it does not know lands with
   *     the columns that it came with
   */
  public Landing(
      BlobStore blobs,
      Assets assets,
      ControlPublisher publisher,
      Function<ProblemName, Optional<Problem>> catalog,
      Bounds bounds,
      Clock clock) {
    FileFolder files = new FileFolder(blobs, new ParquetFiles(database));
    this.outlet = new Outlet(files, assets, new Profiler(database), publisher);
    this.catalog = catalog;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** Takes in a row; one that came before is left out. */
  public void take(Source source, LandRow row) {
    if (pass(source, row.offset())) {
      problems
          .computeIfAbsent(row.problem(), name -> new ProblemLanding(name, outlet))
          .add(source, row, clock.instant());
    }
  }

  /** Notes an offset at which there is nothing to land; says whether it is new. */
  public boolean pass(Source source, long offset) {
    if (offset < next.getOrDefault(source, 0L)) {
      return false;
    }
    next.put(source, offset + 1);
    return true;
  }

  /**
   * Lands what is due. When one file of a problem is, all of that problem's go with it, so that
   * events and their ground truth make one asset.
   *
   * @throws RuntimeException when the store or the broker fails; nothing is lost, call it again
   */
  public void land() {
    Instant now = clock.instant();
    boolean full = bytes() >= bounds.maxBytes();
    List<RuntimeException> failures = new ArrayList<>();
    problems.forEach(
        (name, problem) -> {
          if (full || problem.isDue(now, bounds)) {
            attempt(() -> problem.land(catalog.apply(name), now), failures);
          }
        });
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private long bytes() {
    return problems.values().stream().mapToLong(ProblemLanding::bytes).sum();
  }

  /** One problem's failure does not keep the others from landing. */
  private static void attempt(Runnable step, List<RuntimeException> failures) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  /** How far each source has landed: the offset to begin at after a restart. */
  public Map<Source, Long> landed() {
    if (problems.values().stream().anyMatch(ProblemLanding::isUnsettled)) {
      return Map.of();
    }
    Map<Source, Long> landed = new HashMap<>(next);
    landed.replaceAll(
        (source, end) ->
            problems.values().stream()
                .flatMap(problem -> problem.lowestOpen(source).stream())
                .min(Long::compare)
                .orElse(end));
    return landed;
  }

  /** Forgets sources that are no longer this one's to land. */
  public void drop(Collection<Source> sources) {
    sources.forEach(next::remove);
    for (ProblemLanding problem : problems.values()) {
      List.copyOf(sources).forEach(problem::drop);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
