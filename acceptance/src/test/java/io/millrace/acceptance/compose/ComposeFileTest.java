package io.millrace.acceptance.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeFileTest {

  private static final Path ROOT = Path.of("..");
  private static final List<String> SERVICES =
      List.of("ingestion", "training", "inference", "monitoring");

  private Map<String, Map<String, Object>> services = Map.of();

  @BeforeEach
  void read() throws IOException {
    try (var reader = Files.newBufferedReader(ROOT.resolve("docker-compose.yml"))) {
      Map<String, Map<String, Map<String, Object>>> file =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      services = Objects.requireNonNull(file.get("services"));
    }
  }

  @Test
  void everyContainerIsBoundedAndHasNoRights() {
    assertThat(services)
        .allSatisfy(
            (name, service) -> {
              assertThat(service)
                  .containsKeys("mem_limit", "cpus", "pids_limit", "restart", "logging");
              assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
              assertThat(service.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
            });
    assertThat(services.keySet().stream().filter(name -> !isReadOnly(name)))
        .as("Kafka's image writes its configuration when it starts")
        .containsExactly("kafka");
  }

  @Test
  void nothingIsPublishedBeyondThisMachine() {
    assertThat(services.values().stream().flatMap(service -> list(service, "ports").stream()))
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    assertThat(list(service("kafka"), "ports")).isEmpty();
    assertThat(list(service("kafka"), "networks")).containsExactly("inside");
    assertThat(list(service("azurite"), "networks")).containsExactly("inside");
  }

  @Test
  void everyImageHasAVersion() throws IOException {
    assertThat(services)
        .allSatisfy(
            (name, service) ->
                assertThat(service.get("image").toString())
                    .containsPattern(":[^/]+$")
                    .doesNotContain("latest"));
    assertThat(service("kafka").get("image"))
        .as("the broker that the tests run against")
        .isEqualTo("apache/kafka:" + property("kafka-broker.version"));
  }

  @Test
  void everyServiceHasAPortOfItsOwnAsItsConfigurationSays() throws IOException {
    for (String name : SERVICES) {
      String configuration =
          Files.readString(
              ROOT.resolve(name + "-service/src/main/resources/" + name + "-service.yaml"));
      String port = configuration.replaceAll("(?s).*server\\.port: (\\d+).*", "$1");

      assertThat(list(service(name), "ports").getFirst()).endsWith(":" + port);
    }
  }

  @Test
  void secretsAreFiles() throws IOException {
    String text = Files.readString(ROOT.resolve("docker-compose.yml"));

    assertThat(text).doesNotContain("AccountKey").doesNotContain(".token=");
    Set<String> tokens =
        list(service("ingestion"), "command").stream()
            .filter(argument -> argument.endsWith("role=" + role(argument)))
            .map(ComposeFileTest::role)
            .collect(Collectors.toSet());
    assertThat(tokens)
        .containsExactlyInAnyOrder(
            "owner", "data-scientist", "device", "application", "operator", "reader")
        .allSatisfy(
            role ->
                assertThat(service("ingestion").get("secrets").toString())
                    .contains("target=millrace.security.tokens.%s.token".formatted(role)));
  }

  private static String role(String argument) {
    return argument.startsWith("--millrace.security.tokens.")
        ? argument.replaceAll("--millrace\\.security\\.tokens\\.(.+)\\.role=.*", "$1")
        : "none";
  }

  private boolean isReadOnly(String name) {
    return Boolean.TRUE.equals(service(name).get("read_only"));
  }

  private Map<String, Object> service(String name) {
    return Objects.requireNonNull(services.get(name), name);
  }

  private static List<String> list(Map<String, Object> service, String key) {
    return service.get(key) instanceof List<?> items
        ? items.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static String property(String name) throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    return pom.replaceAll("(?s).*<%1$s>(.+?)</%1$s>.*".formatted(name), "$1");
  }
}
