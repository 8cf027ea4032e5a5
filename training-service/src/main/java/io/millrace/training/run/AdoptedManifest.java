package io.millrace.training.run;

import io.millrace.message.Cause;
import io.millrace.message.LandedFile;
import io.millrace.problem.Problem;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.prepare.Part;
import io.millrace.training.prepare.Warning;
import io.millrace.training.register.Libraries;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a manifest says of a model that was brought.
 *
 * @param landed the files that it was seen against
 */
record AdoptedManifest(
    VersionedProblem stated,
    List<LandedFile> landed,
    long asset,
    Manifest.Origin origin,
    String run,
    String correlationId) {

  static final String ALGORITHM = "imported";

  Manifest of(Fitment.Found.Fits fits) {
    Problem problem = stated.problem();
    Holdout holdout = fits.holdout();
    Part judged = fits.ground().judged();
    OptionalInt positive = holdout.positive();
    Map<String, Object> parameters = new LinkedHashMap<>();
    fits.ground()
        .truth()
        .ifPresent(truth -> parameters.put(Reports.DUPLICATES, truth.duplicates()));
    return new Manifest(
        Manifest.FORMAT_VERSION,
        problem.name(),
        0,
        problem.define().task(),
        problem.define().target(),
        holdout.classes(),
        positive.isPresent() ? holdout.classes().get(positive.getAsInt()) : null,
        null,
        problem.data().features(),
        stated.version(),
        stated.definition(),
        ALGORITHM,
        parameters,
        problem.train().seed(),
        problem.define().primaryMetric(),
        fits.metrics(),
        List.of(
            new Manifest.Candidate(origin.file(), ALGORITHM, "elsewhere", fits.metrics(), true)),
        null,
        fits.evaluation(),
        new Manifest.Holdout(
            judged.size(), judged.from(), judged.to(), problem.prepare().holdout().words()),
        landed.stream()
            .map(file -> new Manifest.DataFile(file.path(), file.digest(), file.rows()))
            .toList(),
        asset,
        Libraries.versions(),
        new Cause(Cause.Kind.REQUEST, "%s was brought by %s".formatted(origin.file(), origin.by())),
        correlationId,
        run,
        Instant.EPOCH,
        Map.of(),
        null,
        fits.ground().warnings().stream().map(Warning::text).toList(),
        null,
        null,
        null,
        fits.contents().name().equals(ModelPackage.PROGRAM) ? origin.with(fits.reading()) : origin);
  }
}
