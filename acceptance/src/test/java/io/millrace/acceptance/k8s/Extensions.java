package io.millrace.acceptance.k8s;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is not Kubernetes' own: kustomize's files, and objects of operators, as far as they are used
 * here. A field of theirs that is used anew is added to these records, from its documentation.
 */
final class Extensions {

  static final Map<String, Class<?>> TYPES =
      Map.of(
          "kustomize.config.k8s.io/v1beta1 Kustomization", Kustomization.class,
          "kustomize.config.k8s.io/v1alpha1 Component", Kustomization.class,
          "builtin NamespaceTransformer", NamespaceTransformer.class,
          "kafka.strimzi.io/v1beta2 KafkaTopic", KafkaTopic.class,
          "keda.sh/v1alpha1 ScaledObject", ScaledObject.class,
          "keda.sh/v1alpha1 TriggerAuthentication", TriggerAuthentication.class,
          "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class);

  private Extensions() {}

  record Kustomization(
      String apiVersion,
      String kind,
      @Nullable List<String> resources,
      @Nullable List<String> components,
      @Nullable List<String> transformers,
      @Nullable List<Generator> configMapGenerator,
      @Nullable List<Labels> labels,
      @Nullable List<Image> images,
      @Nullable List<Patch> patches) {}

  record Generator(String name, @Nullable String behavior, List<String> files) {}

  record Labels(Map<String, String> pairs, @Nullable Boolean includeTemplates) {}

  record Image(String name, @Nullable String newName, String newTag) {}

  record Patch(String path, @Nullable Target target) {}

  record Target(String kind, @Nullable String labelSelector) {}

  record NamespaceTransformer(
      String apiVersion, String kind, V1ObjectMeta metadata, Boolean unsetOnly) {}

  record KafkaTopic(String apiVersion, String kind, V1ObjectMeta metadata, TopicSpec spec) {}

  /** All that Strimzi has. */
  record TopicSpec(
      @Nullable String topicName,
      Integer partitions,
      Integer replicas,
      @Nullable Map<String, Object> config) {}

  record ScaledObject(String apiVersion, String kind, V1ObjectMeta metadata, ScaledSpec spec) {}

  record ScaledSpec(
      ScaleTarget scaleTargetRef,
      @Nullable Integer pollingInterval,
      @Nullable Integer cooldownPeriod,
      @Nullable Integer minReplicaCount,
      @Nullable Integer maxReplicaCount,
      @Nullable Fallback fallback,
      @Nullable Advanced advanced,
      List<Trigger> triggers) {}

  record ScaleTarget(@Nullable String apiVersion, @Nullable String kind, String name) {}

  record Fallback(Integer failureThreshold, Integer replicas, @Nullable String behavior) {}

  record Advanced(@Nullable HpaConfig horizontalPodAutoscalerConfig) {}

  record HpaConfig(@Nullable V2HorizontalPodAutoscalerBehavior behavior) {}

  record Trigger(
      String type,
      @Nullable String name,
      @Nullable String metricType,
      Map<String, String> metadata,
      @Nullable Named authenticationRef) {}

  record Named(String name) {}

  record TriggerAuthentication(
      String apiVersion, String kind, V1ObjectMeta metadata, AuthenticationSpec spec) {}

  record AuthenticationSpec(@Nullable List<SecretTarget> secretTargetRef) {}

  record SecretTarget(String parameter, String name, String key) {}

  record ServiceMonitor(
      String apiVersion, String kind, V1ObjectMeta metadata, ServiceMonitorSpec spec) {}

  record ServiceMonitorSpec(
      @Nullable String jobLabel, V1LabelSelector selector, List<Endpoint> endpoints) {}

  record Endpoint(
      String port,
      @Nullable String path,
      @Nullable String interval,
      @Nullable Authorization authorization) {}

  record Authorization(@Nullable String type, SecretKey credentials) {}

  record SecretKey(String name, String key) {}
}
