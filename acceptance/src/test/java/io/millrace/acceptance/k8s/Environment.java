package io.millrace.acceptance.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be right between the objects of an environment, as they stand together. */
final class Environment {

  private static final String NAME = "app.kubernetes.io/name";

  /** Of the services' graceful end: each phase of Spring's has 20 s, and two of them do work. */
  private static final int GRACE = 40;

  private final List<Manifest> objects;
  private final List<String> faults = new ArrayList<>();

  private Environment(List<Manifest> objects) {
    this.objects = objects;
  }

  static List<String> faultsOf(List<Manifest> objects) {
    Environment environment = new Environment(objects);
    environment.noSecretIsHere();
    environment.everythingIsDeniedFirst();
    environment.workloads().forEach(environment::workload);
    environment.objects.stream()
        .filter(it -> it.kind().equals("Service"))
        .forEach(environment::service);
    environment.objects.stream()
        .filter(it -> it.kind().equals("ServiceAccount"))
        .forEach(environment::account);
    environment.noTwoAutoscalersHaveOneTarget();
    return environment.faults;
  }

  private List<Manifest> workloads() {
    return objects.stream().filter(Restricted::isWorkload).toList();
  }

  private void noSecretIsHere() {
    require(
        objects.stream().noneMatch(it -> it.kind().equals("Secret")), "a Secret is written out");
  }

  private void everythingIsDeniedFirst() {
    require(
        objects.stream()
            .filter(it -> it.kind().equals("NetworkPolicy"))
            .anyMatch(
                it ->
                    it.at("spec", "podSelector").equals(Optional.of(Map.of()))
                        && Set.copyOf(Manifest.list(it.content(), "spec", "policyTypes"))
                            .equals(Set.of("Ingress", "Egress"))
                        && it.at("spec", "ingress").isEmpty()
                        && it.at("spec", "egress").isEmpty()),
        "no NetworkPolicy denies everything to all");
  }

  private void workload(Manifest workload) {
    String name = name(workload);
    Object pod = workload.at("spec", "template", "spec").orElseThrow();
    require(
        workload
            .at("spec", "selector", "matchLabels", NAME)
            .equals(workload.at("spec", "template", "metadata", "labels", NAME)),
        workload + " does not select its pods");
    if (workload.kind().equals("Deployment")) {
      require(
          workload.at("spec", "strategy", "rollingUpdate", "maxUnavailable").stream()
              .allMatch(Integer.valueOf(0)::equals),
          workload + " goes below its replicas while it is rolled");
    }
    if (!name.endsWith("-service")) {
      return;
    }
    require(
        objects.stream()
            .filter(it -> it.kind().equals("PodDisruptionBudget"))
            .anyMatch(it -> selects(it, name)),
        workload + " has no PodDisruptionBudget");
    require(
        !Manifest.list(pod, "topologySpreadConstraints").isEmpty(), workload + " is not spread");
    require(
        objects.stream()
            .filter(it -> it.kind().equals("ServiceAccount"))
            .anyMatch(
                it -> Manifest.at(pod, "serviceAccountName").filter(it.name()::equals).isPresent()),
        workload + " has no account of its own");
    Object container = Manifest.list(pod, "containers").getFirst();
    int pause = (int) Manifest.at(container, "lifecycle", "preStop", "sleep", "seconds").orElse(0);
    int end = (int) Manifest.at(pod, "terminationGracePeriodSeconds").orElse(30);
    require(pause > 0, workload + " goes while it is still being asked");
    require(end >= pause + GRACE, workload + " is killed before it has ended");
    require(
        Manifest.at(container, "startupProbe").isPresent(),
        workload + " is killed while it starts");
  }

  /** Whoever is behind it has a port of that name. */
  private void service(Manifest service) {
    Set<Object> ports =
        workloads().stream()
            .filter(
                it ->
                    it.at("spec", "template", "metadata", "labels", NAME)
                        .equals(service.at("spec", "selector", NAME)))
            .flatMap(
                it ->
                    Manifest.list(it.at("spec", "template", "spec").orElseThrow(), "containers")
                        .stream())
            .flatMap(it -> Manifest.list(it, "ports").stream())
            .map(it -> Manifest.at(it, "name").orElse(""))
            .collect(Collectors.toSet());
    for (Object port : Manifest.list(service.content(), "spec", "ports")) {
      Object target = Manifest.at(port, "targetPort").orElse("");
      require(ports.contains(target), "%s has nobody at port %s".formatted(service, target));
    }
  }

  private void account(Manifest account) {
    require(
        account.at("automountServiceAccountToken").equals(Optional.of(false)),
        account + " gives out its token");
  }

  /** KEDA makes one of its own for each ScaledObject. */
  private void noTwoAutoscalersHaveOneTarget() {
    List<String> targets =
        objects.stream()
            .filter(it -> Set.of("HorizontalPodAutoscaler", "ScaledObject").contains(it.kind()))
            .map(it -> it.at("spec", "scaleTargetRef", "name").orElseThrow().toString())
            .toList();
    require(Set.copyOf(targets).size() == targets.size(), "two autoscalers of one: " + targets);
    for (String target : targets) {
      require(
          workloads().stream()
              .filter(it -> it.name().equals(target))
              .allMatch(it -> it.at("spec", "replicas").isEmpty()),
          target + " has both replicas and an autoscaler");
    }
  }

  private static boolean selects(Manifest budget, String name) {
    return budget.at("spec", "selector", "matchLabels", NAME).filter(name::equals).isPresent();
  }

  private static String name(Manifest workload) {
    return workload.at("spec", "template", "metadata", "labels", NAME).orElse("").toString();
  }

  private void require(boolean kept, String fault) {
    if (!kept) {
      faults.add(fault);
    }
  }
}
