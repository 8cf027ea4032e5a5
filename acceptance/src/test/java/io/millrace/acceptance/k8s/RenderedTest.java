package io.millrace.acceptance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out of kustomize, where there is one. */
class RenderedTest {

  /** Rendering takes most of a test's time. */
  private static final Map<Path, List<Manifest>> RENDERED = new HashMap<>();

  private static List<Path> overlays() {
    return Sources.overlays();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void anOverlayHasNoFieldThatKubernetesDoesNotKnow(Path overlay) throws Exception {
    assertThat(rendered(overlay)).hasSizeGreaterThan(30).flatMap(Schema::faultsOf).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void anOverlayKeepsTheRestrictedProfile(Path overlay) throws Exception {
    assertThat(rendered(overlay))
        .filteredOn(Restricted::isWorkload)
        .hasSizeGreaterThanOrEqualTo(4)
        .flatMap(Restricted::violationsOf)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void whatIsInAnOverlayFitsTogether(Path overlay) throws Exception {
    assertThat(Environment.faultsOf(rendered(overlay))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everythingIsInItsNamespaceAndTopicsInTheBrokers(Path overlay) throws Exception {
    assertThat(rendered(overlay))
        .filteredOn(object -> !object.kind().equals("Namespace"))
        .allSatisfy(
            object ->
                assertThat(object.namespace())
                    .as(object.toString())
                    .isEqualTo(object.kind().equals("KafkaTopic") ? "kafka" : "millrace"));
  }

  @Test
  void whereOneBrokerIsThereIsOneCopy() throws Exception {
    assertThat(rendered(Sources.FOLDER.resolve("overlays/development")))
        .filteredOn(object -> object.kind().equals("KafkaTopic"))
        .hasSize(10)
        .allMatch(topic -> topic.at("spec", "replicas").equals(Optional.of(1)))
        .allMatch(
            topic -> topic.at("spec", "config", "min.insync.replicas").equals(Optional.of(1)));
  }

  private static List<Manifest> rendered(Path overlay) throws IOException, InterruptedException {
    if (!RENDERED.containsKey(overlay)) {
      RENDERED.put(overlay, render(overlay));
    }
    return RENDERED.get(overlay);
  }

  private static List<Manifest> render(Path overlay) throws IOException, InterruptedException {
    List<String> command =
        Stream.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"))
            .filter(it -> isInstalled(it.getFirst()))
            .findFirst()
            .orElse(List.of());
    assumeTrue(
        !command.isEmpty(),
        "skipped: neither kubectl nor kustomize is installed (the files alone were checked)");
    Path errors = Files.createTempFile("kustomize", ".err");
    try {
      Process process =
          new ProcessBuilder(
                  Stream.concat(command.stream(), Stream.of(overlay.toString())).toList())
              .redirectError(errors.toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
      return Manifest.parse(overlay.getFileName().toString(), output);
    } finally {
      Files.delete(errors);
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
