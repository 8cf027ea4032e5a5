package io.millrace.training.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.blob.BlobStore.Tagged;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The runs of each problem, moved by compare-and-set, so that any number of instances agree. {@code
 * runs/head.json} names the latest run with all that it needs; {@code runs/<run>/state.json} says
 * how far it is, and is made anew from the head where a crash came between the two.
 */
public final class RunStates {

  private static final String STATE = "state.json";
  private static final int MOST_KNOWN = 256;

  private final BlobStore blobs;
  private final Cache<String, StoredRun> settled =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();

  public RunStates(BlobStore blobs) {
    this.blobs = blobs;
  }

  public Standing standing(ProblemName problem) {
    Optional<Tagged> stored = blobs.readTagged(head(problem));
    RunHead head =
        stored.map(blob -> PackageJson.read(blob.content(), RunHead.class)).orElse(RunHead.NONE);
    return new Standing(
        head,
        stored.map(Tagged::tag).orElse(null),
        Optional.ofNullable(head.latest()).map(opened -> state(problem, opened)));
  }

  private StoredRun state(ProblemName problem, StoredRun opened) {
    String run = opened.record().run();
    Optional<StoredRun> known = find(problem, run);
    return known.orElseGet(
        () -> {
          blobs.create(state(problem, run), PackageJson.write(opened));
          return find(problem, run).orElse(opened);
        });
  }

  /** Opens a run; false where something has changed since the problem was looked at. */
  public boolean open(ProblemName problem, Standing seen, StoredRun run) {
    if (!write(problem, seen, seen.head().opened(run))) {
      return false;
    }
    blobs.create(state(problem, run.record().run()), PackageJson.write(run));
    return true;
  }

  /** The schedule says that it is time; of several instances that hear it, one is enough. */
  public void scheduled(ProblemName problem, Instant time) {
    Standing now = standing(problem);
    while (!now.head().knows(time) && !write(problem, now, now.head().due(time))) {
      now = standing(problem);
    }
  }

  /** Nothing came of the schedule's last time. */
  public void scheduleAnswered(ProblemName problem, Standing seen) {
    write(problem, seen, seen.head().scheduleAnswered());
  }

  private boolean write(ProblemName problem, Standing seen, RunHead next) {
    byte[] content = PackageJson.write(next);
    String tag = seen.tag();
    return tag == null
        ? blobs.create(head(problem), content)
        : blobs.replace(head(problem), tag, content);
  }

  public Optional<StoredRun> find(ProblemName problem, String run) {
    String path = state(problem, run);
    Optional<StoredRun> known = Optional.ofNullable(settled.getIfPresent(path));
    return known.or(() -> blobs.read(path).map(json -> keep(path, json)));
  }

  private StoredRun keep(String path, byte[] json) {
    StoredRun run = PackageJson.read(json, StoredRun.class);
    if (run.isSettled()) {
      settled.put(path, run);
    }
    return run;
  }

  /**
   * Moves a run on, as often as others get in between, while a condition holds.
   *
   * @return the run as it then is; empty where the condition does not hold
   */
  public Optional<StoredRun> move(
      ProblemName problem,
      String run,
      Predicate<StoredRun> condition,
      Function<RunRecord, RunRecord> move,
      boolean told) {
    String path = state(problem, run);
    while (true) {
      Optional<Tagged> stored = blobs.readTagged(path);
      Optional<StoredRun> before =
          stored.map(blob -> PackageJson.read(blob.content(), StoredRun.class)).filter(condition);
      if (before.isEmpty()) {
        settled.invalidate(path); // another instance may have moved it
        return Optional.empty();
      }
      StoredRun next = before.get().next(move.apply(before.get().record()), told);
      if (blobs.replace(path, stored.get().tag(), PackageJson.write(next))) {
        settled.invalidate(path);
        return Optional.of(next);
      }
    }
  }

  /** All runs, the latest first. */
  public List<RunRecord> all(ProblemName problem) {
    return blobs.list(folder(problem)).stream()
        .map(path -> path.substring(folder(problem).length()).split("/", -1))
        .filter(parts -> parts.length == 2 && parts[1].equals(STATE))
        .flatMap(parts -> find(problem, parts[0]).stream())
        .map(StoredRun::record)
        .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
        .toList();
  }

  private static String folder(ProblemName problem) {
    return "problems/%s/runs/".formatted(problem);
  }

  private static String head(ProblemName problem) {
    return folder(problem) + "head.json";
  }

  private static String state(ProblemName problem, String run) {
    return folder(problem) + run + "/" + STATE;
  }
}
