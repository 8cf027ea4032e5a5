package io.millrace.acceptance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files as they stand, which needs no kustomize. */
class SourcesTest {

  private static List<Path> overlays() {
    return Sources.overlays();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void haveNoFieldThatKubernetesDoesNotKnow(Path overlay) {
    Sources sources = Sources.of(overlay);

    assertThat(sources.objects()).hasSizeGreaterThan(25);
    assertThat(Stream.concat(sources.kustomizations().stream(), sources.objects().stream()))
        .flatMap(Schema::faultsOf)
        .isEmpty();
    assertThat(sources.patches()).flatMap(Schema::faultsOfPatch).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void keepTheRestrictedProfile(Path overlay) {
    assertThat(Sources.of(overlay).objects())
        .filteredOn(Restricted::isWorkload)
        .hasSizeGreaterThanOrEqualTo(4)
        .flatMap(Restricted::violationsOf)
        .isEmpty();
  }

  /** A patch that took a bound away could not be seen before the files are put together. */
  @ParameterizedTest
  @MethodSource("overlays")
  void noPatchTouchesSecurity(Path overlay) {
    assertThat(Sources.of(overlay).patches())
        .isNotEmpty()
        .noneMatch(patch -> patch.content().toString().contains("securityContext"));
  }

  @Test
  void areAllOfUse() throws IOException {
    Set<Path> used =
        Sources.overlays().stream()
            .flatMap(overlay -> Sources.of(overlay).files().stream())
            .map(file -> file.toAbsolutePath().normalize())
            .collect(Collectors.toSet());

    try (Stream<Path> files = Files.walk(Sources.FOLDER)) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
          .isNotEmpty()
          .allMatch(file -> used.contains(file.toAbsolutePath().normalize()));
    }
  }
}
