package io.millrace.scoring.model;

import io.millrace.event.Feature;
import io.millrace.message.Completeness;
import io.millrace.problem.Task;
import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.features.Encoder;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.forecast.ForecastPlan;
import io.millrace.scoring.forecast.WindowEncoder;
import io.millrace.scoring.model.PackageCheck.Sound;
import io.millrace.scoring.model.PackageCheck.Unsound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a package's folder, trusting nothing that its digest does not vouch for. */
final class PackageReader {

  /** Columns or classes: what a call needs room for is a thousand times that. */
  private static final int WIDEST = 10_000;

  private final Path dir;

  PackageReader(Path dir) {
    this.dir = dir;
  }

  PackageCheck check(String expectedManifestDigest) {
    try {
      Manifest manifest = manifest(expectedManifestDigest);
      return new Sound(contents(manifest, expectedManifestDigest));
    } catch (UnsoundException e) {
      return new Unsound(e.reason);
    }
  }

  /** Empty where it is not what its digest stands for, or none that can be read. */
  Optional<Manifest> findManifest(String expectedDigest) {
    try {
      return Optional.of(manifest(expectedDigest));
    } catch (UnsoundException e) {
      return Optional.empty();
    }
  }

  private Manifest manifest(String expectedDigest) throws UnsoundException {
    byte[] json = bytes(ModelPackage.MANIFEST);
    requireDigest(ModelPackage.MANIFEST, expectedDigest, json);
    Manifest manifest = parse(ModelPackage.MANIFEST, json, Manifest.class);
    if (manifest.formatVersion() != Manifest.FORMAT_VERSION) {
      throw new UnsoundException(
          "its format version is %d, this service reads %d"
              .formatted(manifest.formatVersion(), Manifest.FORMAT_VERSION));
    }
    return manifest;
  }

  private ModelPackage contents(Manifest manifest, String manifestDigest) throws UnsoundException {
    Map<String, byte[]> files = new HashMap<>();
    for (String name : ModelPackage.contents(manifest)) {
      String digest = manifest.digests().get(name);
      if (digest == null) {
        throw new UnsoundException("the manifest has no digest of " + name);
      }
      byte[] content = bytes(name);
      requireDigest(name, digest, content);
      files.put(name, content);
    }
    String model = ModelPackage.contents(manifest).getFirst();
    requirePlanned(manifest, model);
    byte[] content = files.getOrDefault(model, new byte[0]);
    FittedFeatures features = json(files, ModelPackage.FEATURES, FittedFeatures.class);
    Baseline baseline = json(files, ModelPackage.BASELINE, Baseline.class);
    Golden golden = json(files, ModelPackage.GOLDEN, Golden.class);
    requireConsistent(manifest, features);
    return new ModelPackage(manifest, manifestDigest, content, features, baseline, golden);
  }

  /** What the numbers of a program are, it does not say itself. */
  private static void requirePlanned(Manifest manifest, String model) throws UnsoundException {
    Manifest.Origin origin = manifest.origin();
    if (model.equals(ModelPackage.PROGRAM)
        && (origin == null || origin.reading() == null || manifest.forecast() != null)) {
      throw new UnsoundException("nothing says what the numbers of its program are");
    }
  }

  private static void requireConsistent(Manifest manifest, FittedFeatures features)
      throws UnsoundException {
    ForecastPlan forecast = manifest.forecast();
    if ((forecast != null) != (manifest.task() == Task.FORECASTING)) {
      throw new UnsoundException("it forecasts without a plan, or has a plan and does not");
    }
    if (forecast != null) {
      requireWindows(manifest, forecast, features);
    } else {
      requireEncoded(manifest, features);
    }
    requireClasses(manifest);
    if (features.width() > WIDEST || manifest.classes().size() > WIDEST) {
      throw new UnsoundException(
          "it has %d columns and %d classes, more than %d"
              .formatted(features.width(), manifest.classes().size(), WIDEST));
    }
  }

  /** The graph's columns are those of a window, and nothing is done to them. */
  private static void requireWindows(
      Manifest manifest, ForecastPlan forecast, FittedFeatures features) throws UnsoundException {
    if (!features.equals(new WindowEncoder(forecast).features())
        || !isNumber(manifest, manifest.target())) {
      throw new UnsoundException("features.json is not of the windows that the manifest plans");
    }
  }

  private static void requireEncoded(Manifest manifest, FittedFeatures features)
      throws UnsoundException {
    for (Encoder encoder : features.encoders()) {
      boolean fits =
          switch (encoder) {
            case Encoder.NumberEncoder number -> isNumber(manifest, number.feature());
            case Encoder.CategoryEncoder category ->
                manifest.schema().find(category.feature()).filter(f -> isCategory(f)).isPresent();
            case Encoder.PairEncoder pair ->
                isNumber(manifest, pair.first()) && isNumber(manifest, pair.second());
            case Encoder.TimeEncoder _ -> true;
          };
      if (!fits) {
        throw new UnsoundException(
            "features.json encodes %s, which the schema does not have so"
                .formatted(encoder.names()));
      }
    }
  }

  private static void requireClasses(Manifest manifest) throws UnsoundException {
    if (manifest.task() == Task.CLASSIFICATION && manifest.classes().size() < 2) {
      throw new UnsoundException("it tells fewer than two classes apart");
    }
    if (Set.copyOf(manifest.classes()).size() != manifest.classes().size()) {
      throw new UnsoundException("it has a class twice");
    }
    Double threshold = manifest.threshold();
    String positive = manifest.positive();
    boolean decidesBetweenTwo =
        manifest.classes().size() == 2 && positive != null && manifest.classes().contains(positive);
    if (threshold != null && !(decidesBetweenTwo && threshold >= 0 && threshold <= 1)) {
      throw new UnsoundException(
          "its threshold is %s; it takes one from 0 to 1, of the positive of two classes"
              .formatted(threshold));
    }
  }

  private static boolean isNumber(Manifest manifest, String feature) {
    return manifest.schema().find(feature).filter(found -> !isCategory(found)).isPresent();
  }

  private static boolean isCategory(Feature feature) {
    return feature instanceof Feature.Category;
  }

  private byte[] bytes(String name) throws UnsoundException {
    Path file = dir.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new UnsoundException(name + " is missing");
    }
    try {
      long size = Files.size(file);
      if (size > ModelPackage.largest(name)) {
        throw new UnsoundException(
            "%s has %d bytes, more than the %d that are read"
                .formatted(name, size, ModelPackage.largest(name)));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UnsoundException("%s cannot be read: %s".formatted(name, e));
    }
  }

  private static void requireDigest(String name, String expected, byte[] content)
      throws UnsoundException {
    String found = Digest.of(content);
    if (!found.equals(expected)) {
      throw new UnsoundException(
          "the digest of %s is %s, expected %s".formatted(name, found, expected));
    }
  }

  private static <T> T json(Map<String, byte[]> files, String name, Class<T> type)
      throws UnsoundException {
    return parse(name, files.getOrDefault(name, new byte[0]), type);
  }

  private static <T> T parse(String name, byte[] json, Class<T> type) throws UnsoundException {
    try {
      T value = PackageJson.read(json, type);
      Optional<String> missing = Completeness.missing(value);
      if (missing.isPresent()) {
        throw new UnsoundException("%s is not whole: %s is missing".formatted(name, missing.get()));
      }
      return value;
    } catch (IllegalArgumentException e) {
      throw new UnsoundException("%s is %s".formatted(name, firstLine(e)));
    }
  }

  private static String firstLine(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("malformed");
  }

  private static final class UnsoundException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    UnsoundException(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
