package io.millrace.acceptance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not fit together is found. */
class EnvironmentTest {

  private static final List<Manifest> BASE = Sources.of(Sources.FOLDER.resolve("base")).objects();

  @Test
  void theBaseFitsTogether() {
    assertThat(Environment.faultsOf(BASE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PodDisruptionBudget|ingestion-service|has no PodDisruptionBudget",
        "ServiceAccount|training-service|has no account of its own",
        "NetworkPolicy|deny-all|no NetworkPolicy denies everything to all",
        "StatefulSet|monitoring-service|has nobody at port http"
      })
  void whatIsMissingIsFound(String kind, String name, String fault) {
    List<Manifest> rest =
        BASE.stream()
            .filter(object -> !object.kind().equals(kind) || !object.name().equals(name))
            .toList();

    assertThat(rest).hasSize(BASE.size() - 1);
    assertThat(Environment.faultsOf(rest))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found).contains(fault));
  }

  /** As it would be without the patches that take the autoscalers by CPU away. */
  @Test
  void twoAutoscalersOfOneAreFound() {
    List<Manifest> unpatched = Sources.of(Sources.FOLDER.resolve("overlays/production")).objects();

    assertThat(Environment.faultsOf(unpatched))
        .singleElement()
        .asString()
        .startsWith("two autoscalers of one");
  }
}
