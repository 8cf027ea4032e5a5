package io.millrace.acceptance.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The profile "restricted" of Kubernetes' Pod Security Standards, and what we ask beside it: a root
 * file system that is only read, no token of the cluster, bounds of memory and CPU, probes, an
 * image of a version, and secrets as files.
 */
final class Restricted {

  private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job");
  private static final Set<?> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final Pattern VERSIONED =
      Pattern.compile("[^:@]+(:\\d+)?(/[^:@]+)*:(?!latest$)[\\w.-]*\\d[\\w.-]*");

  private final String name;
  private final Object pod;
  private final List<String> violations = new ArrayList<>();

  private Restricted(String name, Object pod) {
    this.name = name;
    this.pod = pod;
  }

  static boolean isWorkload(Manifest manifest) {
    return KINDS.contains(manifest.kind());
  }

  static List<String> violationsOf(Manifest workload) {
    Object pod = workload.at("spec", "template", "spec").orElse(Map.of());
    Restricted policy = new Restricted(workload.toString(), pod);
    policy.pod();
    Manifest.list(pod, "containers").forEach(policy::container);
    Manifest.list(pod, "initContainers").forEach(policy::container);
    Manifest.list(pod, "ephemeralContainers").forEach(policy::container);
    return policy.violations;
  }

  private void pod() {
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      require(!is(true, pod, shared), shared + " is the node's");
    }
    for (Object volume : Manifest.list(pod, "volumes")) {
      for (Object key : ((Map<?, ?>) volume).keySet()) {
        require(key.equals("name") || VOLUMES.contains(key), "a volume is a " + key);
      }
      if (Manifest.at(volume, "emptyDir").isPresent()) {
        require(has(volume, "emptyDir", "sizeLimit"), "an emptyDir has no bound");
      }
    }
    require(Manifest.at(pod, "securityContext", "sysctls").isEmpty(), "sysctls are set");
    require(is(false, pod, "automountServiceAccountToken"), "the pod gets a token of the cluster");
    require(!Manifest.list(pod, "containers").isEmpty(), "there is no container");
  }

  private void container(Object container) {
    security(container);
    require(
        VERSIONED
            .matcher(Manifest.at(container, "image").map(Object::toString).orElse(""))
            .matches(),
        "the image has no version");
    for (String bound : List.of("requests", "limits")) {
      for (String resource : List.of("cpu", "memory")) {
        require(has(container, "resources", bound, resource), bound + " have no " + resource);
      }
    }
    require(has(container, "livenessProbe"), "there is no livenessProbe");
    require(has(container, "readinessProbe"), "there is no readinessProbe");
    for (Object port : Manifest.list(container, "ports")) {
      require(!has(port, "hostPort"), "a port is the node's");
    }
    require(!has(container, "envFrom"), "the environment comes from elsewhere as a whole");
    for (Object variable : Manifest.list(container, "env")) {
      require(!has(variable, "valueFrom", "secretKeyRef"), "a secret is in the environment");
    }
  }

  private void security(Object container) {
    require(effective(true, container, "runAsNonRoot"), "it may run as root");
    require(!effective(0, container, "runAsUser"), "it runs as root");
    require(
        effective("RuntimeDefault", container, "seccompProfile", "type"),
        "seccompProfile is not RuntimeDefault");
    require(
        is(false, container, "securityContext", "allowPrivilegeEscalation"),
        "privileges can be escalated");
    require(!is(true, container, "securityContext", "privileged"), "it is privileged");
    require(
        is(true, container, "securityContext", "readOnlyRootFilesystem"),
        "the root file system can be written to");
    require(
        Manifest.list(container, "securityContext", "capabilities", "drop").contains("ALL"),
        "capabilities are not dropped");
    require(
        Manifest.list(container, "securityContext", "capabilities", "add").isEmpty(),
        "capabilities are added");
    for (String other : List.of("procMount", "seLinuxOptions", "appArmorProfile")) {
      require(!has(container, "securityContext", other), other + " is set");
    }
  }

  /** The container's own counts; without it the pod's. */
  private boolean effective(Object expected, Object container, String... keys) {
    String[] path = new String[keys.length + 1];
    path[0] = "securityContext";
    System.arraycopy(keys, 0, path, 1, keys.length);
    return expected.equals(
        Manifest.at(container, path).or(() -> Manifest.at(pod, path)).orElse(null));
  }

  private static boolean has(Object from, String... keys) {
    return Manifest.at(from, keys).isPresent();
  }

  private static boolean is(Object expected, Object from, String... keys) {
    return Manifest.at(from, keys).filter(expected::equals).isPresent();
  }

  private void require(boolean kept, String violation) {
    if (!kept) {
      violations.add(name + ": " + violation);
    }
  }
}
