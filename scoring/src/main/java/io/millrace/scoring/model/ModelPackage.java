package io.millrace.scoring.model;

import io.millrace.scoring.baseline.Baseline;
import io.millrace.scoring.features.FittedFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of five files that is a model: the graph, the fitted features, the baseline, the golden
 * rows, and the manifest that says where they come from and holds their digests.
 */
public final class ModelPackage {

  public static final String MANIFEST = "manifest.json";
  public static final String MODEL = "model.onnx";

  /** In place of {@link #MODEL}, where the model is a TorchScript program. */
  public static final String PROGRAM = "model.pt";

  public static final String FEATURES = "features.json";
  public static final String BASELINE = "baseline.json";
  public static final String GOLDEN = "golden.json";

  /** All files of a graph but the manifest, which is written after them. */
  public static final List<String> CONTENTS = List.of(MODEL, FEATURES, BASELINE, GOLDEN);

  private static final List<String> CONTENTS_OF_A_PROGRAM =
      List.of(PROGRAM, FEATURES, BASELINE, GOLDEN);

  private static final long LARGEST_MODEL = 512L << 20;
  private static final long LARGEST_JSON = 64L << 20;

  private final Manifest manifest;
  private final String manifestDigest;
  private final byte[] model;
  private final FittedFeatures features;
  private final Baseline baseline;
  private final Golden golden;

  ModelPackage(
      Manifest manifest,
      String manifestDigest,
      byte[] model,
      FittedFeatures features,
      Baseline baseline,
      Golden golden) {
    this.manifest = manifest;
    this.manifestDigest = manifestDigest;
    this.model = model;
    this.features = features;
    this.baseline = baseline;
    this.golden = golden;
  }

  /**
   * Writes a package into a folder, which is made if it is not there; the manifest comes last and
   * gets the digests of the others.
   *
   * @param manifest its digests are replaced
   */
  public static ModelPackage write(
      Path dir,
      byte[] onnx,
      FittedFeatures features,
      Baseline baseline,
      Golden golden,
      Manifest manifest) {
    return write(dir, MODEL, onnx, features, baseline, golden, manifest);
  }

  /**
   * As {@link #write(Path, byte[], FittedFeatures, Baseline, Golden, Manifest)}.
   *
   * @param name of the model's file: {@link #MODEL} or {@link #PROGRAM}
   */
  public static ModelPackage write(
      Path dir,
      String name,
      byte[] model,
      FittedFeatures features,
      Baseline baseline,
      Golden golden,
      Manifest manifest) {
    Map<String, byte[]> contents = contents(name, model, features, baseline, golden);
    Map<String, String> digests = digests(contents);
    Manifest complete = manifest.withDigests(digests);
    byte[] manifestJson = PackageJson.write(complete);
    contents.put(MANIFEST, manifestJson);
    try {
      Files.createDirectories(dir);
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        Files.write(dir.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("model package in " + dir, e);
    }
    return new ModelPackage(
        complete, Digest.of(manifestJson), model.clone(), features, baseline, golden);
  }

  /** The digests, by name, of the files that {@link #write} would write, the manifest left out. */
  public static Map<String, String> digests(
      byte[] onnx, FittedFeatures features, Baseline baseline, Golden golden) {
    return digests(MODEL, onnx, features, baseline, golden);
  }

  /**
   * As {@link #digests(byte[], FittedFeatures, Baseline, Golden)}.
   *
   * @param name of the model's file
   */
  public static Map<String, String> digests(
      String name, byte[] model, FittedFeatures features, Baseline baseline, Golden golden) {
    return digests(contents(name, model, features, baseline, golden));
  }

  private static Map<String, byte[]> contents(
      String name, byte[] model, FittedFeatures features, Baseline baseline, Golden golden) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put(name, model);
    contents.put(FEATURES, PackageJson.write(features));
    contents.put(BASELINE, PackageJson.write(baseline));
    contents.put(GOLDEN, PackageJson.write(golden));
    return contents;
  }

  private static Map<String, String> digests(Map<String, byte[]> contents) {
    Map<String, String> digests = new LinkedHashMap<>();
    contents.forEach((name, content) -> digests.put(name, Digest.of(content)));
    return digests;
  }

  /**
   * Reads a package and checks it whole.
   *
   * @param expectedManifestDigest as the model was registered with
   */
  public static PackageCheck open(Path dir, String expectedManifestDigest) {
    return new PackageReader(dir).check(expectedManifestDigest);
  }

  /**
   * Reads the manifest alone, to learn where the other files are.
   *
   * @return empty where it is missing, not what its digest stands for, or cannot be read
   */
  public static Optional<Manifest> manifest(Path dir, String expectedDigest) {
    return new PackageReader(dir).findManifest(expectedDigest);
  }

  /** All files but the manifest. */
  public static List<String> contents(Manifest manifest) {
    return isProgram(manifest) ? CONTENTS_OF_A_PROGRAM : CONTENTS;
  }

  private static boolean isProgram(Manifest manifest) {
    return manifest.digests().containsKey(PROGRAM);
  }

  /** How many bytes a file of the name may have. */
  public static long largest(String name) {
    return name.equals(MODEL) || name.equals(PROGRAM) ? LARGEST_MODEL : LARGEST_JSON;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * The same bytes under the number that they have here: a package that came from another
   * environment says in its manifest the number that it had where it was made.
   */
  public ModelPackage numbered(int version) {
    return manifest.version() == version
        ? this
        : new ModelPackage(
            manifest.withVersion(version), manifestDigest, model, features, baseline, golden);
  }

  /** {@code sha256:…} of {@link #MANIFEST}, which vouches for the rest. */
  public String manifestDigest() {
    return manifestDigest;
  }

  /** The graph; of a program there is none. */
  public byte[] onnx() {
    if (isProgram()) {
      throw new IllegalStateException("the model is TorchScript");
    }
    return model.clone();
  }

  /** How large the graph or the program is. */
  public int modelBytes() {
    return model.length;
  }

  /** Whether it is TorchScript in place of a graph. */
  public boolean isProgram() {
    return isProgram(manifest);
  }

  byte[] program() {
    return model.clone();
  }

  public FittedFeatures features() {
    return features;
  }

  public Baseline baseline() {
    return baseline;
  }

  public Golden golden() {
    return golden;
  }
}
