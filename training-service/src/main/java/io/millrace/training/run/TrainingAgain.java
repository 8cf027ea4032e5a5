package io.millrace.training.run;

import io.millrace.message.LandedFile;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.Manifest.DataFile;
import io.millrace.training.register.Libraries;
import io.millrace.training.run.Computed.MadeAgain;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.LocalFiles;
import io.millrace.training.store.Reproduction.Comparison;
import io.millrace.training.store.Reproduction.Difference;
import io.millrace.training.store.Reproduction.File;
import io.millrace.training.store.RunRecord.Progress;
import io.millrace.training.store.RunStates;
import io.millrace.training.store.StoredRun;
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

  private static final Follower NOBODY =
      new Follower() {
        @Override
        public void reached(Progress progress) {}

        @Override
        public void ensureWanted() {}

        @Override
        public void printed(byte[] text) {}
      };

  private final RunStates states;
  private final TrainingRun.Stores stores;
  private final Computing computing;

  TrainingAgain(RunStates states, TrainingRun.Stores stores, Computing computing) {
    this.states = states;
    this.stores = stores;
    this.computing = computing;
  }

  /**
   * @throws IllegalStateException where something that it was made of is there no longer
   */
  Comparison compare(Manifest manifest) {
    if (manifest.origin() != null) {
      throw new IllegalStateException(
          "it was trained elsewhere, and only brought here by " + manifest.origin().by());
    }
    StoredRun run =
        states
            .find(manifest.problem(), manifest.run())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the plan of run %s is not here; a version from another environment is reproduced where it was trained"
                            .formatted(manifest.run())));
    Plan plan = Plan.of(run);
    Share share = computing.capacity().share(plan.stated().train().compute());
    try (Capacity.Taken _ = computing.capacity().take(share);
        JobFolder place = JobFolder.below(computing.folder(), plan.run())) {
      return compare(manifest, made(manifest, run, plan, share, place));
    }
  }

  private MadeAgain made(
      Manifest manifest, StoredRun run, Plan plan, Share share, JobFolder place) {
    List<LandedFile> landed = landed(manifest);
    try (LocalFiles.Fetched fetched = stores.files().fetch(landed)) {
      Job job =
          new Job(
              run,
              landed,
              fetched.of(LandedFile.Kind.EVENTS),
              fetched.of(LandedFile.Kind.GROUND_TRUTH),
              Champion.fetch(plan, stores.models(), place.champion()).orElse(null),
              share,
              Reports.mostRows(manifest, computing.mostRows()),
              manifest,
              place);
      return switch (computing.compute().compute(job, TrialLog.NONE, NOBODY).outcome()) {
        case MadeAgain again -> again;
        case Computed.Waits(String reason, var _) ->
            throw new IllegalStateException("the rows can no longer be prepared: " + reason);
        case Computed.Loses _, Computed.Wins _ ->
            throw new IllegalStateException("it was trained anew and not made again");
      };
    }
  }

  /** The files that the manifest names, whatever number of rows a run uses by now. */
  private List<LandedFile> landed(Manifest manifest) {
    Set<DataFile> named = Set.copyOf(manifest.data());
    long rows = manifest.data().stream().mapToLong(DataFile::rows).sum();
    List<LandedFile> landed =
        stores.assets().files(manifest.problem(), manifest.asset(), rows).stream()
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

  private static Comparison compare(Manifest manifest, MadeAgain again) {
    List<File> files = new ArrayList<>();
    again
        .digests()
        .forEach(
            (name, digest) ->
                files.add(File.of(name, manifest.digests().getOrDefault(name, "none"), digest)));
    return new Comparison(
        files,
        differences(words(manifest.metrics()), words(again.metrics())),
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
