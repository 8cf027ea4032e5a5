package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import io.millrace.training.store.RunRecord;
import java.util.List;

/** What a manifest tells of the run that made it. */
final class Reports {

  static final String DUPLICATES = "duplicates_removed";
  static final String MOST_ROWS = "most_rows";
  static final String SINCE_CHANGE = "rows_since_change";

  private Reports() {}

  /** The latest rows that the run used at most; those of today where the manifest does not say. */
  static int mostRows(Manifest manifest, int today) {
    return manifest.parameters().get(MOST_ROWS) instanceof Number rows ? rows.intValue() : today;
  }

  static RunRecord.Report of(Manifest manifest) {
    long duplicates =
        manifest.parameters().get(DUPLICATES) instanceof Number count ? count.longValue() : 0;
    Long since =
        manifest.parameters().get(SINCE_CHANGE) instanceof Number rows ? rows.longValue() : null;
    String best =
        manifest.candidates().stream()
            .filter(Manifest.Candidate::chosen)
            .map(Manifest.Candidate::name)
            .findFirst()
            .orElse(null);
    return new RunRecord.Report(
        duplicates,
        best,
        manifest.candidates(),
        manifest.champion(),
        manifest.naive(),
        List.of(),
        since);
  }
}
