package io.millrace.acceptance.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * What a service of an overlay is told, read by Spring Boot from the same files in the same order.
 */
class SettingsTest {

  private static final List<String> SERVICES =
      List.of("ingestion-service", "training-service", "inference-service", "monitoring-service");

  record Token(String role, String token) {}

  @TempDir Path pod;

  private static List<Path> overlays() {
    return Sources.overlays();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void aServiceKnowsItsBrokerItsStoreAndWhoMayCall(Path overlay) throws IOException {
    Sources sources = Sources.of(overlay);
    for (String service : SERVICES) {
      StandardEnvironment told = told(sources, service);

      assertThat(told.getProperty("spring.kafka.bootstrap-servers")).endsWith(":9093");
      assertThat(told.getProperty("spring.kafka.security.protocol")).isEqualTo("SASL_SSL");
      assertThat(told.getProperty("spring.kafka.properties.sasl.jaas.config")).contains("secret");
      assertThat(told.getProperty("millrace.blob.store")).isEqualTo("azure");
      assertThat(
              Stream.of("connection-string", "endpoint")
                  .filter(key -> told.containsProperty("millrace.blob.azure." + key)))
          .hasSize(1);
      assertThat(told.getProperty("millrace.security.readiness-open")).isEqualTo("true");
      assertThat(tokens(told))
          .containsOnlyKeys(
              "data-scientist", "device", "application", "operator", "reader", "prometheus")
          .allSatisfy(
              (name, token) -> {
                assertThat(token.token()).isEqualTo("token-of-" + name);
                assertThat(token.role()).isEqualTo(name.replace("prometheus", "operator"));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void whatAnEnvironmentHasOtherwiseCounts(Path overlay) throws IOException {
    StandardEnvironment told = told(Sources.of(overlay), "monitoring-service");

    assertThat(told.getProperty("server.port")).isEqualTo("8084");
    assertThat(told.getProperty("millrace.monitoring.partitions")).isEqualTo("4");
    boolean small = overlay.endsWith("development");
    assertThat(told.getProperty("millrace.monitoring.standbys")).isEqualTo(small ? "0" : "1");
    assertThat(told.getProperty("millrace.topics.replication"))
        .isEqualTo(small ? "1" : overlay.endsWith("production-event-hubs") ? "-1" : "3");
  }

  @Test
  void onEventHubsServicesAskForNoTransactionsAndMakeNoTopics() throws IOException {
    Sources sources = Sources.of(Sources.FOLDER.resolve("overlays/production-event-hubs"));
    for (String service : SERVICES) {
      StandardEnvironment told = told(sources, service);

      assertThat(told.getProperty("millrace.kafka.guarantee")).isEqualTo("at-least-once");
      assertThat(told.getProperty("spring.kafka.producer.properties.enable.idempotence"))
          .isEqualTo("false");
      assertThat(told.getProperty("millrace.topics.create")).isEqualTo("false");
    }
  }

  private StandardEnvironment told(Sources sources, String service) throws IOException {
    Path settings = Files.createDirectories(pod.resolve("etc"));
    Path secrets = Files.createDirectories(pod.resolve("secrets"));
    for (String map : List.of("millrace", service)) {
      for (var file : sources.settings().get(map).entrySet()) {
        Files.writeString(settings.resolve(file.getKey()), Files.readString(file.getValue()));
      }
    }
    mount(sources, secrets);
    String imports =
        imports(sources, service)
            .replace("/etc/millrace/", settings + "/")
            .replace("/run/secrets/", secrets + "/");
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "pod", Map.of("spring.config.name", service, "spring.config.import", imports)));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    addDefaults(environment);
    return environment;
  }

  /** Those that all services share. */
  private static void addDefaults(StandardEnvironment environment) {
    SpringFactoriesLoader.forDefaultResourceLocation()
        .load(EnvironmentPostProcessor.class, null, (_, _, _) -> {})
        .stream()
        .filter(each -> each.getClass().getName().startsWith("io.millrace."))
        .forEach(each -> each.postProcessEnvironment(environment, new SpringApplication()));
  }

  /** The secrets that people make, as docs/deploy.md says. */
  private static void mount(Sources sources, Path secrets) throws IOException {
    Path tokens = Files.createDirectories(secrets.resolve("tokens"));
    Object names =
        Manifest.read(Sources.FOLDER.resolve("base/config/millrace.yaml"))
            .getFirst()
            .at("millrace", "security", "tokens")
            .orElseThrow();
    for (Object role : ((Map<?, ?>) names).keySet()) {
      String name = role.toString().replace(".role", "");
      Files.writeString(
          tokens.resolve("millrace.security.tokens.%s.token".formatted(name)), "token-of-" + name);
    }
    String patches = sources.patches().stream().map(Manifest::content).toList().toString();
    if (patches.contains("millrace-kafka")) {
      Path kafka = Files.createDirectories(secrets.resolve("kafka"));
      boolean hubs =
          sources.files().stream().anyMatch(file -> file.toString().contains("event-hubs/"));
      Files.writeString(
          kafka.resolve(
              hubs
                  ? "millrace.event-hubs.connection-string"
                  : "spring.kafka.properties.sasl.jaas.config"),
          "secret");
      Files.writeString(kafka.resolve("ca.crt"), "certificate");
    }
    if (patches.contains("millrace-blob")) {
      Path blob = Files.createDirectories(secrets.resolve("blob"));
      Files.writeString(blob.resolve("millrace.blob.azure.connection-string"), "secret");
    }
  }

  private static String imports(Sources sources, String service) {
    Object pod =
        sources.objects().stream()
            .filter(Restricted::isWorkload)
            .filter(workload -> workload.name().equals(service))
            .findFirst()
            .orElseThrow()
            .at("spec", "template", "spec")
            .orElseThrow();
    return Manifest.list(Manifest.list(pod, "containers").getFirst(), "env").stream()
        .filter(it -> Manifest.at(it, "name").orElseThrow().equals("SPRING_CONFIG_IMPORT"))
        .map(it -> Manifest.at(it, "value").orElseThrow().toString())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Token> tokens(StandardEnvironment told) {
    return Binder.get(told)
        .bind("millrace.security.tokens", Bindable.mapOf(String.class, Token.class))
        .get();
  }
}
