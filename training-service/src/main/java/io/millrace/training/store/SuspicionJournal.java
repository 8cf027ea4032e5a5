package io.millrace.training.store;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import java.nio.charset.StandardCharsets;

/** Which run told first of each thing that makes a problem's data suspect: the others do not. */
public final class SuspicionJournal {

  private final BlobStore blobs;

  public SuspicionJournal(BlobStore blobs) {
    this.blobs = blobs;
  }

  private record Told(String finding, String run) {}

  /** Whether it is for this run to tell of a finding; asked again, the answer is the same. */
  public boolean tells(ProblemName problem, String finding, String run) {
    String digest = Digest.of(finding.getBytes(StandardCharsets.UTF_8));
    String path =
        "problems/%s/suspicions/%s.json"
            .formatted(problem, digest.substring(digest.indexOf(':') + 1));
    return blobs.create(path, PackageJson.write(new Told(finding, run)))
        || blobs
            .read(path)
            .map(json -> PackageJson.read(json, Told.class))
            .filter(told -> told.run().equals(run))
            .isPresent();
  }
}
