package io.millrace.training.run;

import io.millrace.message.LandedFile;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.Manifest.DataFile;
import io.millrace.training.evaluate.Holdout;
import io.millrace.training.prepare.Preparation;
import io.millrace.training.register.Libraries;
import io.millrace.training.register.ModelStore;
import io.millrace.training.store.LandedAssets;
import io.millrace.training.store.Reproduction.Comparison;
import io.millrace.training.store.Reproduction.Difference;
import io.millrace.training.store.Reproduction.File;
import io.millrace.training.store.RunStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a version's package again from its manifest and the plan of its run: the same landed files,
 * the same problem as stated then, and what the search had found. Nothing is searched.
 */
final class TrainingAgain {

  private final RunStates states;
  private final ModelStore models;
  private final LandedAssets assets;
  private final TrainingRun run;
  private final Selection selection;

  TrainingAgain(
      RunStates states,
      ModelStore models,
      LandedAssets assets,
      TrainingRun run,
      Selection selection) {
    this.states = states;
    this.models = models;
    this.assets = assets;
    this.run = run;
    this.selection = selection;
  }

  /**
   * @throws IllegalStateException where something that it was made of is there no longer
   */
  Comparison compare(Manifest manifest) {
    Plan plan =
        states
            .find(manifest.problem(), manifest.run())
            .map(Plan::of)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the plan of run %s is not there any more".formatted(manifest.run())));
    return switch (run.prepare(plan, landed(manifest), Champion.of(plan, models))) {
      case Preparation.NotYet(String reason) ->
          throw new IllegalStateException("the rows can no longer be prepared: " + reason);
      case Preparation.Ready ready -> compare(manifest, plan, ready);
    };
  }

  /** The files that the manifest names, whatever number of rows a run uses by now. */
  private List<LandedFile> landed(Manifest manifest) {
    Set<DataFile> named = Set.copyOf(manifest.data());
    long rows = manifest.data().stream().mapToLong(DataFile::rows).sum();
    List<LandedFile> landed =
        assets.files(manifest.problem(), manifest.asset(), rows).stream()
            .filter(file -> named.contains(described(file)))
            .toList();
    if (!landed.stream().map(TrainingAgain::described).toList().equals(manifest.data())) {
      throw new IllegalStateException(
          "asset %d names other files than the manifest".formatted(manifest.asset()));
    }
    return landed;
  }

  private static DataFile described(LandedFile file) {
    return new DataFile(file.path(), file.digest(), file.rows());
  }

  private Comparison compare(Manifest manifest, Plan plan, Preparation.Ready ready) {
    Holdout holdout = new Holdout(plan.stated(), ready.classes(), ready.holdout().targets());
    Fit fit = selection.again(manifest, ready, plan.stated().train().search().metric());
    Candidate candidate = Candidate.again(fit, manifest.decision(), ready, holdout);
    Map<String, String> digests = Contents.of(candidate, ready, holdout).digests();
    List<File> files = new ArrayList<>();
    digests.forEach(
        (name, digest) ->
            files.add(File.of(name, manifest.digests().getOrDefault(name, "none"), digest)));
    return new Comparison(
        files,
        differences(words(manifest.metrics()), words(candidate.metrics())),
        differences(manifest.libraries(), Libraries.versions()));
  }

  private static Map<String, String> words(Map<String, Double> metrics) {
    Map<String, String> words = new TreeMap<>();
    metrics.forEach((metric, value) -> words.put(metric, value.toString()));
    return words;
  }

  private static List<Difference> differences(Map<String, String> then, Map<String, String> now) {
    List<Difference> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      @Nullable String before = then.get(name);
      @Nullable String after = now.get(name);
      if (!Objects.equals(before, after)) {
        differences.add(new Difference(name, before, after));
      }
    }
    return differences;
  }
}
