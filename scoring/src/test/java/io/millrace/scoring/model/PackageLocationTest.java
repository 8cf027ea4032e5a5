package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.problem.ProblemName;
import io.millrace.scoring.test.SmallPackages;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageLocationTest {

  private static final Manifest MANIFEST = SmallPackages.manifest(new ProblemName("rooms"), 3);
  private static final String FOLDER = "problems/rooms/models/3";

  @Test
  void findsTheFilesBesideAManifestThatSaysNothing() {
    PackageLocation location = PackageLocation.of(MANIFEST, FOLDER);

    assertThat(location.path("manifest.json")).isEqualTo(FOLDER + "/manifest.json");
    assertThat(PackageLocation.manifest(MANIFEST.problem(), FOLDER))
        .isEqualTo(FOLDER + "/manifest.json");
    assertThat(location.path("baseline.json")).isEqualTo(FOLDER + "/baseline.json");
  }

  @Test
  void findsTheFilesWhereTheManifestSays() {
    Manifest manifest = MANIFEST.withFiles("problems/rooms/runs/r-1/package");

    PackageLocation location = PackageLocation.of(manifest, FOLDER + "/");

    assertThat(location.path("manifest.json")).isEqualTo(FOLDER + "/manifest.json");
    assertThat(location.path("model.onnx")).isEqualTo("problems/rooms/runs/r-1/package/model.onnx");
    assertThat(location.files()).isEqualTo("problems/rooms/runs/r-1/package");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "problems/rooms",
        "problems/rooms/",
        "problems/rooms2/runs/r-1",
        "problems/streets/runs/r-1",
        "problems/rooms/../streets/runs/r-1",
        "problems/rooms/./runs",
        "problems/rooms//runs",
        "/problems/rooms/runs",
        "problems/rooms/runs\\..\\x",
        "problems/rooms/r\u0000",
        "https://elsewhere/problems/rooms"
      })
  void followsNoFolderOutsideTheProblem(String folder) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PackageLocation.of(MANIFEST.withFiles(folder), FOLDER))
        .withMessageContaining("not within problems/rooms/");
    assertThatIllegalArgumentException().isThrownBy(() -> PackageLocation.of(MANIFEST, folder));
  }

  @Test
  void isWrittenOnlyWhereTheFilesLieElsewhere() {
    String beside = new String(PackageJson.write(MANIFEST), StandardCharsets.UTF_8);
    byte[] elsewhere = PackageJson.write(MANIFEST.withFiles("problems/rooms/runs/r-1/package"));

    assertThat(beside).doesNotContain("\"files\"");
    assertThat(PackageJson.read(elsewhere, Manifest.class).files())
        .isEqualTo("problems/rooms/runs/r-1/package");
    assertThat(PackageJson.read(beside.getBytes(StandardCharsets.UTF_8), Manifest.class).files())
        .isNull();
  }
}
