package io.millrace.training.run;

import io.millrace.message.LandedFile;
import io.millrace.scoring.model.Manifest;
import io.millrace.training.store.StoredRun;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the computing of a run reads, and where it may write.
 *
 * @param landed the files that the run is made of, as the store names them
 * @param events their copies here
 * @param truths the same of ground truths
 * @param champion the digest of the manifest of the package in {@link JobFolder#champion}; null
 *     where there is nothing to compare with
 * @param mostRows the latest rows that are used
 * @param again of the version that is to be made again, without a search; null in a run
 */
public record Job(
    StoredRun run,
    List<LandedFile> landed,
    List<Path> events,
    List<Path> truths,
    @Nullable String champion,
    Share share,
    int mostRows,
    @Nullable Manifest again,
    JobFolder folder) {

  public Job {
    landed = List.copyOf(landed);
    events = List.copyOf(events);
    truths = List.copyOf(truths);
  }
}
