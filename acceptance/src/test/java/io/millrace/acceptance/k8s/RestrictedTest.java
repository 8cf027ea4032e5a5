package io.millrace.acceptance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy finds what it is for. */
class RestrictedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runAsNonRoot: true|runAsNonRoot: false|it may run as root",
        "runAsUser: 65532|runAsUser: 0|it runs as root",
        "type: RuntimeDefault|type: Unconfined|seccompProfile is not RuntimeDefault",
        "allowPrivilegeEscalation: false|privileged: true|privileges can be escalated",
        "allowPrivilegeEscalation: false|privileged: true|it is privileged",
        "readOnlyRootFilesystem: true|readOnlyRootFilesystem: false|can be written to",
        "drop: [ALL]|drop: [NET_RAW]|capabilities are not dropped",
        "drop: [ALL]|add: [SYS_ADMIN]|capabilities are added",
        "automountServiceAccountToken: false|automountServiceAccountToken: true|a token of the cluster",
        "enableServiceLinks: false|hostNetwork: true|hostNetwork is the node's",
        "ingestion-service:0.1.0|ingestion-service:latest|the image has no version",
        "ingestion-service:0.1.0|ingestion-service|the image has no version",
        "containerPort: 8081|hostPort: 8081|a port is the node's",
        "sizeLimit: 256Mi|medium: Memory|an emptyDir has no bound",
        "livenessProbe:|liveProbe:|there is no livenessProbe",
        "readinessProbe:|readyProbe:|there is no readinessProbe"
      })
  void findsWhatBreaksIt(String kept, String broken, String violation) throws IOException {
    String text = Files.readString(Sources.FOLDER.resolve("base/ingestion-service.yaml"));
    assertThat(text).contains(kept);

    assertThat(violations(text)).isEmpty();
    assertThat(violations(text.replace(kept, broken)))
        .anySatisfy(found -> assertThat(found).contains(violation));
  }

  private static List<String> violations(String text) {
    return Manifest.parse("here", text).stream()
        .filter(Restricted::isWorkload)
        .flatMap(workload -> Restricted.violationsOf(workload).stream())
        .toList();
  }
}
