package io.millrace.training.run;

import io.millrace.scoring.model.Evaluation;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.training.prepare.Part;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The winner as a package, with where it comes from. */
record NewVersion(Plan plan, Contest contest, Contents contents, Job job) {

  ModelPackage write(Path folder) {
    return contents.write(folder, manifest());
  }

  private Evaluation evaluation() {
    Evaluation evaluation = contest.evaluation();
    return contents.importance().map(evaluation::with).orElse(evaluation);
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(contest.best().parameters());
    Long since = contest.rows().sinceChange();
    if (since != null) {
      parameters.put(Reports.SINCE_CHANGE, since);
    }
    return parameters;
  }

  private Manifest manifest() {
    Provenance provenance = new Provenance(plan, job);
    Candidate best = contest.best();
    Part holdout = contest.rows().holdout();
    Part learned = best.history().part();
    List<String> classes = contest.rows().classes();
    OptionalInt positive = contest.holdout().positive();
    return provenance.of(
        new Provenance.Model(
            best.algorithm(),
            parameters(),
            contest.rows().duplicates(),
            classes,
            positive.isPresent() ? classes.get(positive.getAsInt()) : null,
            best.threshold(),
            best.metrics(),
            contest.described(),
            contest.champion(),
            evaluation(),
            new Manifest.Holdout(holdout.size(), holdout.from(), holdout.to(), provenance.split()),
            new Manifest.Training(
                learned.size(), learned.from(), learned.to(), best.fit().recipe()),
            contest.rows().warnings(),
            null));
  }
}
