package io.millrace.acceptance.faults.account;

import io.millrace.acceptance.faults.part.Store;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageJson;
import io.millrace.scoring.model.PackageLocation;
import io.millrace.scoring.model.ScoringModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether the registered models are numbered without a gap, sound, and one for each run. */
public final class ModelShelf {

  private final Store store;
  private final String folder;
  private final Path copies;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Integer> byRun = new HashMap<>();
  private int versions;

  private ModelShelf(Store store, String folder, Path copies) {
    this.store = store;
    this.folder = folder;
    this.copies = copies;
  }

  /** Looks all of them over. */
  public static ModelShelf of(Store store, String problem, Path copies) {
    ModelShelf shelf = new ModelShelf(store, "problems/" + problem + "/models", copies);
    shelf.look();
    return shelf;
  }

  public int versions() {
    return versions;
  }

  /** Each in a sentence. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  private void look() {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String path : store.list(folder)) {
      String[] parts = path.substring(folder.length() + 1).split("/");
      if (parts.length == 2 && parts[1].equals(ModelPackage.MANIFEST)) {
        numbers.add(Integer.parseInt(parts[0]));
      }
    }
    versions = numbers.size();
    int expected = 1;
    for (int number : numbers) {
      if (number != expected) {
        faults.add("versions have a gap: %d comes after %d".formatted(number, expected - 1));
      }
      expected = number + 1;
      check(number);
    }
  }

  private void check(int number) {
    try {
      byte[] json = store.read(folder + "/" + number + "/" + ModelPackage.MANIFEST);
      Manifest manifest = PackageJson.read(json, Manifest.class);
      if (manifest.version() != number) {
        faults.add("version %d calls itself %d".formatted(number, manifest.version()));
      }
      Integer other = byRun.put(manifest.run(), number);
      if (other != null) {
        faults.add("run %s made versions %d and %d".formatted(manifest.run(), other, number));
      }
      load(number, json, manifest);
    } catch (RuntimeException e) {
      faults.add("version %d: %s".formatted(number, e));
    }
  }

  private void load(int number, byte[] json, Manifest manifest) {
    PackageLocation location = PackageLocation.of(manifest, folder + "/" + number);
    Path copy = copies.resolve("model-" + number);
    try {
      Files.createDirectories(copy);
      Files.write(copy.resolve(ModelPackage.MANIFEST), json);
      for (String name : ModelPackage.CONTENTS) {
        store.copy(location.path(name), copy.resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    switch (ModelPackage.open(copy, Digest.of(json))) {
      case PackageCheck.Unsound(String reason) ->
          faults.add("version %d is unsound: %s".formatted(number, reason));
      case PackageCheck.Sound(ModelPackage sound) -> {
        try (ScoringModel model = ScoringModel.load(sound)) {
          model
              .goldenMismatch(sound.golden())
              .ifPresent(why -> faults.add("version %d: %s".formatted(number, why)));
        }
      }
    }
  }
}
