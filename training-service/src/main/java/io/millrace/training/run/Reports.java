package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import io.millrace.training.store.RunRecord;
import java.util.List;

/** What a manifest tells of the run that made it. */
final class Reports {

  static final String DUPLICATES = "duplicates_removed";

  private Reports() {}

  static RunRecord.Report of(Manifest manifest) {
    long duplicates =
        manifest.parameters().get(DUPLICATES) instanceof Number count ? count.longValue() : 0;
    String best =
        manifest.candidates().stream()
            .filter(Manifest.Candidate::chosen)
            .map(Manifest.Candidate::name)
            .findFirst()
            .orElse(null);
    return new RunRecord.Report(
        duplicates, best, manifest.candidates(), manifest.champion(), manifest.naive(), List.of());
  }
}
