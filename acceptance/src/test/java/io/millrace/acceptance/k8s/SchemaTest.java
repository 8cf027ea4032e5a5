package io.millrace.acceptance.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planted mistakes are found. */
class SchemaTest {

  private static final Path INGESTION = Sources.FOLDER.resolve("base/ingestion-service.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "readOnlyRootFilesystem:|readOnlyRootFileSystem:|.readOnlyRootFileSystem: no such field",
        "maxUnavailable: 0|maxUnavailble: 0|.spec.strategy.rollingUpdate.maxUnavailble: no such field",
        "containerPort: 8081|containerPort: http|.containerPort: found String 'http'; expected Integer",
        "containerPort: 8081|hostIP: 127.0.0.1|.containerPort: is missing",
        "memory: 1Gi|memory: 1GB|.memory: found String '1GB'; expected Quantity",
        "minReplicas: 2|minReplicas: '2'|.spec.minReplicas: found String '2'; expected Integer",
        "drop: [ALL]|drop: ALL|.drop: found String 'ALL'; expected java.util.List",
        "apiVersion: policy/v1|apiVersion: policy/v9|no such kind: policy/v9 PodDisruptionBudget",
        "kind: Deployment|kind: Deploymnet|no such kind: apps/v1 Deploymnet",
        "fieldPath: metadata.name|fieldPath:|.fieldPath: is empty"
      })
  void aMistakeIsRefused(String right, String wrong, String fault) {
    String file = right.contains("fieldPath") ? "base/inference-service.yaml" : "";
    Path path = file.isEmpty() ? INGESTION : Sources.FOLDER.resolve(file);
    String text = Files.read(path);
    assertThat(text).contains(right);

    assertThat(faults(text)).isEmpty();
    assertThat(faults(text.replace(right, wrong)))
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found).contains(fault));
  }

  @Test
  void aMistakeInAnOperatorsObjectIsRefused() {
    String topics = Files.read(Sources.FOLDER.resolve("components/kafka/topics.yaml"));
    String scaled = Files.read(Sources.FOLDER.resolve("components/keda/ingestion-service.yaml"));

    assertThat(faults(topics.replaceFirst("partitions: 1", "partition: 1")))
        .hasSize(2)
        .anySatisfy(fault -> assertThat(fault).contains(".spec.partition: no such field"))
        .anySatisfy(fault -> assertThat(fault).contains(".spec.partitions: is missing"));
    assertThat(faults(scaled.replace("lagThreshold: \"5000\"", "lagThreshold: 5000")))
        .singleElement()
        .asString()
        .contains(".lagThreshold: found Integer '5000'; expected String");
  }

  @Test
  void aMistakeInAPatchIsRefused() {
    String patch =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: training-service
        spec:
          replica: 1
        """;

    assertThat(Schema.faultsOfPatch(Manifest.parse("patch", patch).getFirst()))
        .containsExactly("patch: Deployment training-service: .spec.replica: no such field");
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> Manifest.parse("twice", "kind: Service\nkind: Service\n"))
        .hasMessageContaining("duplicate key kind");
  }

  private static List<String> faults(String text) {
    return Manifest.parse("here", text).stream()
        .flatMap(manifest -> Schema.faultsOf(manifest).stream())
        .toList();
  }

  private static final class Files {
    static String read(Path file) {
      try {
        return java.nio.file.Files.readString(file);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
