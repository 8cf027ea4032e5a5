package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of each problem. What started and did not end was cut short. */
public final class RunJournal {

  private static final String STARTED = "started.json";
  private static final String ENDED = "run.json";

  private final BlobStore blobs;
  private final Map<String, RunRecord> ended = new ConcurrentHashMap<>();

  public RunJournal(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Writes a run that starts. */
  public void start(ProblemName problem, RunRecord run) {
    if (!blobs.create(path(problem, run.run(), STARTED), PackageJson.write(run))) {
      throw new IllegalStateException(
          "run %s of %s is there already".formatted(run.run(), problem));
    }
  }

  /** Writes a run that has ended; without effect where that is written already. */
  public void end(ProblemName problem, RunRecord run) {
    blobs.create(path(problem, run.run(), ENDED), PackageJson.write(run));
  }

  /** All runs that have ended, the latest first. */
  public List<RunRecord> ended(ProblemName problem) {
    return runs(problem, ENDED).stream()
        .map(run -> read(path(problem, run, ENDED)))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
        .toList();
  }

  /** Runs that started and have not ended, the earliest first. */
  public List<RunRecord> open(ProblemName problem) {
    Set<String> open = new TreeSet<>(runs(problem, STARTED));
    open.removeAll(runs(problem, ENDED));
    return open.stream()
        .map(run -> blobs.read(path(problem, run, STARTED)))
        .flatMap(Optional::stream)
        .map(json -> PackageJson.read(json, RunRecord.class))
        .toList();
  }

  private Set<String> runs(ProblemName problem, String file) {
    Set<String> runs = new HashSet<>();
    for (String path : blobs.list(folder(problem))) {
      String[] parts = path.substring(folder(problem).length()).split("/", -1);
      if (parts.length == 2 && parts[1].equals(file)) {
        runs.add(parts[0]);
      }
    }
    return runs;
  }

  /** What has ended never changes. */
  private Optional<RunRecord> read(String path) {
    Optional<RunRecord> known = Optional.ofNullable(ended.get(path));
    return known.or(
        () -> {
          Optional<RunRecord> found =
              blobs.read(path).map(json -> PackageJson.read(json, RunRecord.class));
          found.ifPresent(run -> ended.put(path, run));
          return found;
        });
  }

  private static String folder(ProblemName problem) {
    return "problems/%s/runs/".formatted(problem);
  }

  private static String path(ProblemName problem, String run, String file) {
    return folder(problem) + run + "/" + file;
  }
}
