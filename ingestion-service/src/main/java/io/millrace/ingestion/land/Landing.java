package io.millrace.ingestion.land;

import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.work.WorkFolder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Lands the log in the store, each row once. A source begins where the store stands; a file is
 * named by its first offset and created only if absent; the chain of a problem's assets decides
 * which files count. Taking rows in touches nothing outside and cannot fail; {@link #land} can, and
 * is then called again. For one thread.
 */
public final class Landing implements AutoCloseable {

  /** Written no oftener than this: reading some seconds again is cheaper. */
  private static final Duration MARK_EVERY = Duration.ofSeconds(10);

  /** After so long the next problem waits for the next call: the log's reader has to go on. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int MAX_IDLE = 1000;

  private final Database database = new Database();
  private final Outlet outlet;
  private final Watermarks watermarks;
  private final Function<ProblemName, Optional<Problem>> catalog;
  private final Bounds bounds;
  private final Clock clock;
  private final Map<ProblemName, ProblemLanding> problems = new TreeMap<>();
  private final Set<ProblemName> failing = new HashSet<>();
  private final Map<Source, Long> next = new HashMap<>();
  private final Map<Source, Mark> marks = new HashMap<>();
  private final Set<Source> lost = new HashSet<>();

  private record Mark(long offset, Instant at) {}

  /**
   * @param catalog of the problems' schemas; an event of a problem that it does not know lands with
   *     the columns that it came with
   */
  public Landing(
      BlobStore blobs,
      Assets assets,
      ControlPublisher publisher,
      Function<ProblemName, Optional<Problem>> catalog,
      WorkFolder work,
      Bounds bounds,
      Clock clock) {
    FileFolder files = new FileFolder(blobs, new ParquetFiles(database), work);
    this.outlet = new Outlet(files, assets, new Profiler(database), publisher);
    this.watermarks = new Watermarks(blobs);
    this.catalog = catalog;
    this.bounds = bounds;
    this.clock = clock;
  }

  /**
   * Begins with a source, as it stands in the store.
   *
   * @return the offset to read it from
   */
  public long begin(Source source) {
    drop(List.of(source));
    long offset = watermarks.read(source);
    next.put(source, offset);
    return offset;
  }

  /** Goes on at an offset, since the log no longer has those before it. */
  public void skipTo(Source source, long offset) {
    watermarks.raise(source, offset);
    next.put(source, offset);
  }

  /** Takes in a row; one that came before is left out. */
  public void take(Source source, LandRow row) {
    if (pass(source, row.offset())) {
      problems
          .computeIfAbsent(row.problem(), name -> new ProblemLanding(name, outlet))
          .add(source, row, clock.instant());
    }
  }

  /**
   * Notes an offset at which there is nothing to land; says whether it is new, and of a source that
   * was begun with.
   */
  public boolean pass(Source source, long offset) {
    Long expected = next.get(source);
    if (expected == null || offset < expected) {
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
    boolean full = isFull();
    List<RuntimeException> failures = new ArrayList<>();
    for (ProblemName name : inTurn()) {
      ProblemLanding problem = problems.get(name);
      if (problem != null
          && (full || problem.isDue(now, bounds))
          && clock.instant().isBefore(now.plus(LONGEST))) {
        attempt(name, problem, now, failures);
      }
    }
    giveUpLost();
    forgetIdle();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /** Those that failed the last time come last, so that they keep nobody waiting. */
  private List<ProblemName> inTurn() {
    List<ProblemName> names = new ArrayList<>(problems.keySet());
    names.removeAll(failing);
    names.addAll(failing);
    return names;
  }

  /** One problem's failure does not keep the others from landing. */
  private void attempt(
      ProblemName name, ProblemLanding problem, Instant now, List<RuntimeException> failures) {
    try {
      failing.add(name);
      problem.land(catalog.apply(name), now);
      failing.remove(name);
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  private void giveUpLost() {
    Set<Source> given = new HashSet<>();
    problems.values().forEach(problem -> given.addAll(problem.lost()));
    drop(given);
    lost.addAll(given);
  }

  private void forgetIdle() {
    if (problems.size() > MAX_IDLE) {
      problems.values().removeIf(ProblemLanding::isIdle);
      failing.retainAll(problems.keySet());
    }
  }

  /** Whether no more may be taken in before something lands. */
  public boolean isFull() {
    return problems.values().stream().mapToLong(ProblemLanding::bytes).sum() >= bounds.maxBytes();
  }

  /** The rows that wait for their file to close. */
  public long rows() {
    return problems.values().stream().mapToLong(ProblemLanding::rows).sum();
  }

  /** When the first of them was taken in. */
  public Optional<Instant> oldest() {
    return problems.values().stream()
        .flatMap(problem -> problem.oldest().stream())
        .min(Instant::compareTo);
  }

  /**
   * The sources that are no longer landed here, since last asked, because another landed them in
   * other files. Whoever still owns one begins with it anew.
   */
  public Set<Source> takeLost() {
    Set<Source> taken = Set.copyOf(lost);
    lost.clear();
    return taken;
  }

  /** How far each source has landed: the offset to begin at after a restart. */
  public Map<Source, Long> landed() {
    Map<Source, Long> landed = new HashMap<>(next);
    landed.replaceAll(
        (source, end) ->
            problems.values().stream()
                .flatMap(problem -> problem.lowestOpen(source).stream())
                .min(Long::compare)
                .orElse(end));
    return landed;
  }

  /** Tells the store how far each source has landed, now and then. */
  public void mark() {
    Instant now = clock.instant();
    landed()
        .forEach(
            (source, offset) -> {
              Mark last = marks.get(source);
              boolean isNew = last == null ? offset > 0 : last.offset() < offset;
              if (isNew && (last == null || !now.isBefore(last.at().plus(MARK_EVERY)))) {
                watermarks.raise(source, offset);
                marks.put(source, new Mark(offset, now));
              }
            });
  }

  /** Forgets sources that are no longer this one's to land. */
  public void drop(Collection<Source> sources) {
    List<Source> dropped = List.copyOf(sources);
    dropped.forEach(next::remove);
    dropped.forEach(marks::remove);
    lost.removeAll(dropped);
    for (ProblemLanding problem : problems.values()) {
      dropped.forEach(problem::drop);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
