package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the processes of a run printed: {@code runs/<run>/log/<attempt>.txt}. */
public final class RunLogs {

  private static final Logger LOG = LoggerFactory.getLogger(RunLogs.class);

  private final BlobStore blobs;

  public RunLogs(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** Keeps what an attempt printed; of an attempt that was begun anew, what it printed last. */
  public void keep(ProblemName problem, String run, int attempt, byte[] printed) {
    String path = folder(problem, run) + "%03d.txt".formatted(attempt);
    try {
      if (!blobs.create(path, printed)) {
        blobs.delete(path);
        blobs.create(path, printed);
      }
    } catch (UncheckedIOException e) {
      LOG.warn("{}: the log of run {} is lost: {}", problem, run, e.toString());
    }
  }

  /** Of the latest attempt; empty where none printed anything. */
  public Optional<byte[]> latest(ProblemName problem, String run) {
    List<String> all = blobs.list(folder(problem, run));
    return all.isEmpty() ? Optional.empty() : blobs.read(all.getLast());
  }

  private static String folder(ProblemName problem, String run) {
    return "problems/%s/runs/%s/log/".formatted(problem, run);
  }
}
