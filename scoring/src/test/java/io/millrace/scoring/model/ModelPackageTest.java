package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.PackageCheck.Sound;
import io.millrace.scoring.model.PackageCheck.Unsound;
import io.millrace.scoring.test.SmallPackages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPackageTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");

  @TempDir Path dir;
  private ModelPackage written;

  @BeforeEach
  void write() {
    written = SmallPackages.write(dir, ROOMS, 3);
  }

  @Test
  void comesBackAsItWasWritten() {
    PackageCheck check = ModelPackage.open(dir, written.manifestDigest());

    assertThat(check).isInstanceOf(Sound.class);
    ModelPackage read = ((Sound) check).modelPackage();
    assertThat(read.manifest()).isEqualTo(written.manifest());
    assertThat(read.features()).isEqualTo(written.features());
    assertThat(read.baseline()).isEqualTo(written.baseline());
    assertThat(read.onnx()).isEqualTo(written.onnx());
    assertThat(read.golden().rows()).hasSameSizeAs(written.golden().rows());
    assertThat(read.manifest().digests()).containsOnlyKeys(ModelPackage.CONTENTS);
  }

  @Test
  void isTheSameBytesForTheSameContent(@TempDir Path other) {
    ModelPackage again = SmallPackages.write(other, ROOMS, 3);

    assertThat(again.manifestDigest()).isEqualTo(written.manifestDigest());
  }

  @Test
  void isReadableByAPerson() throws IOException {
    assertThat(dir.resolve("features.json"))
        .content()
        .contains("\"encoder\" : \"number\"", "\"feature\" : \"Light\"");
    assertThat(Files.readString(dir.resolve("manifest.json")))
        .startsWith("{\n  \"formatVersion\" : 1,\n  \"problem\" : \"rooms\"")
        .contains("\"task\" : \"classification\"", "\"createdAt\" : \"2026-01-01T00:00:00Z\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"manifest.json", "model.onnx", "features.json", "baseline.json", "golden.json"})
  void isUnsoundWhereAFileIsChangedCutOrMissing(String name) throws IOException {
    Path file = dir.resolve(name);
    byte[] original = Files.readAllBytes(file);

    byte[] changed = original.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(file, changed);
    assertThat(reason(written.manifestDigest())).contains("digest of " + name);

    Files.write(file, Arrays.copyOf(original, original.length / 2));
    assertThat(reason(written.manifestDigest())).contains("digest of " + name);

    Files.delete(file);
    assertThat(reason(written.manifestDigest())).isEqualTo(name + " is missing");
  }

  @Test
  void isUnsoundWhereItIsAnotherPackage(@TempDir Path other) {
    ModelPackage next = SmallPackages.write(other, ROOMS, 4);

    assertThat(reason(next.manifestDigest())).contains("digest of manifest.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"formatVersion\": 1}", "not json"})
  void isUnsoundWhereTheManifestIsNone(String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    Files.write(dir.resolve("manifest.json"), content);

    assertThat(reason(Digest.of(content))).startsWith("manifest.json is not a Manifest");
  }

  /** Whoever can write digests that fit can write such rows. */
  @ParameterizedTest
  @ValueSource(strings = {"\"time\"", "\"expected\""})
  void isUnsoundWhereAGoldenRowIsNotWhole(String member) throws IOException {
    String golden = Files.readString(dir.resolve("golden.json"));
    String broken = golden.replace(member, "\"another\"");
    String manifest = Files.readString(dir.resolve("manifest.json"));
    String forged = manifest.replace(digest(golden), digest(broken));
    Files.writeString(dir.resolve("golden.json"), broken);
    Files.writeString(dir.resolve("manifest.json"), forged);

    assertThat(reason(digest(forged))).startsWith("golden.json is not whole");
  }

  private static String digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isUnsoundWhereItsFormatIsFromTheFuture() throws IOException {
    String manifest = Files.readString(dir.resolve("manifest.json"));
    byte[] future =
        manifest
            .replace("\"formatVersion\" : 1", "\"formatVersion\" : 2")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(dir.resolve("manifest.json"), future);

    assertThat(reason(Digest.of(future))).contains("format version is 2");
  }

  @Test
  void isUnsoundWhereAFileIsLargerThanAnyIsRead() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(dir.resolve("model.onnx").toFile(), "rw")) {
      file.setLength(5L << 30);
    }

    assertThat(reason(written.manifestDigest())).startsWith("model.onnx has 5368709120 bytes");
  }

  @Test
  void isUnsoundWhereAFileIsNestedWithoutEnd() throws IOException {
    byte[] bomb =
        "{\"definition\":{\"x\":".concat("[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    Files.write(dir.resolve("manifest.json"), bomb);

    assertThat(reason(Digest.of(bomb)))
        .contains("not a Manifest")
        .containsIgnoringCase("nesting depth");
  }

  @Test
  void isUnsoundWhereAClassIsNamedTwice() throws IOException {
    byte[] twice =
        Files.readString(dir.resolve("manifest.json"))
            .replaceFirst("\"classes\" : [^\\]]*]", "\"classes\" : [\"1\", \"1\"]")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(dir.resolve("manifest.json"), twice);

    assertThat(reason(Digest.of(twice))).contains("a class twice");
  }

  @Test
  void shipsTheThresholdByWhichItAnswers(@TempDir Path other) {
    ModelPackage decided = SmallPackages.write(other, ROOMS, 1, 0.75);

    PackageCheck check = ModelPackage.open(other, decided.manifestDigest());

    assertThat(((Sound) check).modelPackage().manifest().threshold()).isEqualTo(0.75);
    try (ScoringModel model = ScoringModel.load(((Sound) check).modelPackage())) {
      assertThat(model.score(SmallPackages.rows(450, 500)).label(0)).isEqualTo("0");
      assertThat(model.score(SmallPackages.rows(450, 500)).label(1)).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"positive\" : \"1\", \"threshold\" : 1.5,",
        "\"positive\" : \"1\", \"threshold\" : \"NaN\",",
        "\"positive\" : \"2\", \"threshold\" : 0.5,",
        "\"threshold\" : 0.5,"
      })
  void isUnsoundWhereItsThresholdDecidesNothing(String members) throws IOException {
    byte[] forged =
        Files.readString(dir.resolve("manifest.json"))
            .replace("\"positive\" : \"1\",", members)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(dir.resolve("manifest.json"), forged);

    assertThat(reason(Digest.of(forged))).startsWith("its threshold is ");
  }

  /** A manifest as it was written before there were thresholds and evaluations. */
  @Test
  void readsAManifestOfBefore() throws IOException {
    try (var golden = getClass().getResourceAsStream("/golden/manifest-before-evaluation.json")) {
      byte[] json = Objects.requireNonNull(golden).readAllBytes();

      Manifest manifest = PackageJson.read(json, Manifest.class);

      assertThat(manifest.decision()).isEmpty();
      assertThat(manifest.evaluation()).isNull();
      assertThat(new String(PackageJson.write(manifest), StandardCharsets.UTF_8))
          .isEqualToIgnoringWhitespace(new String(json, StandardCharsets.UTF_8));
    }
  }

  private String reason(String digest) {
    PackageCheck check = ModelPackage.open(dir, digest);
    assertThat(check).isInstanceOf(Unsound.class);
    return ((Unsound) check).reason();
  }
}
