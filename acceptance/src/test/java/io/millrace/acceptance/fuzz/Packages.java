package io.millrace.acceptance.fuzz;

import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.PackageJson;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.test.SmallPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One file of a model package whose digests are made to fit: what a clever forger would write. */
final class Packages implements Boundary {

  private final String file;
  private final Path folder;
  private final byte[] good;
  private final String goodManifest;

  private Packages(String file) {
    this.file = file;
    try {
      folder = Files.createTempDirectory("package");
      SmallPackages.write(folder, new ProblemName("fuzzed"), 1);
      good = Files.readAllBytes(folder.resolve(file));
      goodManifest = Files.readString(folder.resolve(ModelPackage.MANIFEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Boundary> all() {
    return Stream.concat(Stream.of(ModelPackage.MANIFEST), ModelPackage.CONTENTS.stream())
        .<Boundary>map(Packages::new)
        .toList();
  }

  @Override
  public String name() {
    return "package-" + file;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(good);
  }

  @Override
  public void take(byte[] input) {
    switch (ModelPackage.open(folder, forge(input))) {
      case PackageCheck.Unsound(String reason) ->
          Invariant.holds(!reason.isBlank(), "a refusal says why", reason);
      case PackageCheck.Sound(ModelPackage sound) -> load(sound);
    }
  }

  /**
   * @return the manifest's digest
   */
  private String forge(byte[] content) {
    byte[] manifest =
        file.equals(ModelPackage.MANIFEST)
            ? content
            : goodManifest
                .replace(Digest.of(good), Digest.of(content))
                .getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(folder.resolve(file), content);
      Files.write(folder.resolve(ModelPackage.MANIFEST), manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Digest.of(manifest);
  }

  /** As inference does, which keeps the model it has on each of these exceptions. */
  private static void load(ModelPackage sound) {
    Invariant.holds(PackageJson.write(sound.manifest()).length > 0, "it can be written", sound);
    ProblemFile.read(sound.manifest().definition());
    try (ScoringModel model = ScoringModel.load(sound)) {
      model.goldenMismatch(sound.golden());
    } catch (IllegalArgumentException | IllegalStateException refused) {
      Invariant.holds(refused.getMessage() != null, "a refusal says why", refused);
    }
  }
}
