package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import io.millrace.training.decide.OpenDrift;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The drifts that were noticed. A drift is kept before the message that told of it is acknowledged:
 * the message is not read again after a restart, and the drift may be open still.
 */
public final class DriftJournal {

  private final BlobStore blobs;
  private final Map<String, OpenDrift> known = new ConcurrentHashMap<>();

  public DriftJournal(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Without effect where it is kept already. */
  public void keep(ProblemName problem, OpenDrift drift) {
    Instant end = drift.until() == null ? drift.since() : drift.until();
    String path =
        "%sv%d-%s-%d.json"
            .formatted(
                folder(problem), drift.modelVersion(), drift.kind().name(), end.toEpochMilli());
    blobs.create(path, PackageJson.write(drift));
  }

  public List<OpenDrift> all(ProblemName problem) {
    return blobs.list(folder(problem)).stream().flatMap(path -> read(path).stream()).toList();
  }

  private Optional<OpenDrift> read(String path) {
    Optional<OpenDrift> before = Optional.ofNullable(known.get(path));
    return before.or(
        () -> {
          Optional<OpenDrift> read =
              blobs.read(path).map(json -> PackageJson.read(json, OpenDrift.class));
          read.ifPresent(drift -> known.put(path, drift));
          return read;
        });
  }

  private static String folder(ProblemName problem) {
    return "problems/%s/drifts/".formatted(problem);
  }
}
