package io.millrace.acceptance.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PipelinesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** As it is named from this repository's root, wherever a pipeline has checked that out. */
  private static final Pattern COMMAND =
      Pattern.compile("(?<![\\w.])(?:[\\w.]+/)*?(pipelines/[a-z-]+|(?<=^|\\s)\\./[a-z-]+)");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT.resolve("pipelines"))) {
      return all.filter(file -> file.toString().endsWith(".yml")).toList().stream();
    }
  }

  static Stream<Path> workflows() throws IOException {
    return files().filter(file -> file.getParent().endsWith("github"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatAPipelineRunsIsThere(Path file) throws IOException {
    List<String> scripts = new ArrayList<>();
    collect(read(file), List.of("run", "script", "inlineScript"), scripts);

    for (String script : scripts) {
      COMMAND
          .matcher(script)
          .results()
          .map(found -> ROOT.resolve(found.group(1)).normalize())
          .forEach(command -> assertThat(command).isExecutable());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTemplateThatIsNamedIsThere(Path file) throws IOException {
    List<String> templates = new ArrayList<>();
    collect(read(file), List.of("template"), templates);
    for (String template : templates) {
      Path folder = template.endsWith("@millrace") ? ROOT : file.getParent();
      assertThat(folder.resolve(template.replace("@millrace", ""))).isRegularFile();
    }
    List<String> actions = new ArrayList<>();
    collect(read(file), List.of("uses"), actions);
    assertThat(actions)
        .allSatisfy(
            action -> {
              if (action.startsWith("./")) {
                assertThat(file.resolveSibling(Path.of(action).getFileName())).isRegularFile();
              } else {
                assertThat(action).matches("[\\w-]+/[\\w-]+@v\\d+(\\.\\d+)*");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void aWorkflowMayDoNoMoreThanItSays(Path file) throws IOException {
    Map<String, Object> workflow = read(file);
    assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
    assertThat(section(workflow, "jobs"))
        .allSatisfy(
            (name, job) ->
                assertThat(section(job).keySet()).containsAnyOf("timeout-minutes", "uses"));
    assertThat(Files.readString(file))
        .as("a secret or an outsider's text in a script's own text")
        .doesNotContainPattern("run:[^\\n]*\\$\\{\\{")
        .doesNotContain("pull_request_target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github/services.yml", "azure/services.yml"})
  void everyServiceIsScannedAndPublished(String name) throws IOException {
    String file = Files.readString(ROOT.resolve("pipelines").resolve(name));
    Matches loops = Matches.of("for service in ([a-z ]+); do", file);
    assertThat(loops.all())
        .hasSize(2)
        .allSatisfy(
            services ->
                assertThat(services.split(" "))
                    .containsExactly("ingestion", "training", "inference", "monitoring"));
    for (String service : loops.all().getFirst().split(" ")) {
      assertThat(ROOT.resolve(service + "-service")).isDirectory();
    }
    for (String overlay : Matches.of("overlay: ([a-z-]+)[ }]", file).all()) {
      assertThat(ROOT.resolve("k8s/overlays").resolve(overlay)).isDirectory();
    }
  }

  private record Matches(List<String> all) {
    static Matches of(String pattern, String text) {
      return new Matches(
          Pattern.compile(pattern).matcher(text).results().map(each -> each.group(1)).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"development", "staging", "production", "production-event-hubs"})
  void anOverlayGetsTheImagesOfACommit(String overlay) throws Exception {
    assumeTrue(isInstalled("kubectl"), "skipped: kubectl is not installed");

    Ran ran = run("--render", overlay, "registry.example.com/acme/millrace", "3f2c1ab");

    assertThat(ran.exitCode()).as(ran.output()).isZero();
    List<String> ours =
        ran.output().lines().filter(line -> line.matches(" +image: .*-service.*")).toList();
    assertThat(ours)
        .hasSize(4)
        .allMatch(
            line ->
                line.matches(" +image: registry.example.com/acme/millrace/[a-z]+-service:3f2c1ab"));
    assertThat(ROOT.resolve("k8s/overlays").toFile().list())
        .as("what it made to render")
        .noneMatch(name -> name.startsWith(".apply"));
  }

  @Test
  void whatCannotBeAppliedIsSaid() throws Exception {
    assertThat(run("--render", "nowhere", "a", "b"))
        .satisfies(ran -> assertThat(ran.exitCode()).isEqualTo(2))
        .satisfies(ran -> assertThat(ran.output()).contains("found the overlay 'nowhere'"))
        .satisfies(ran -> assertThat(ran.output()).contains("staging"));
    assertThat(run("staging", "a", "latest").output()).contains("found the version 'latest'");
    assertThat(run("staging", "A b", "1").output()).contains("found the images 'A b'");
    assertThat(run("staging", "a", "1\nx").exitCode()).isEqualTo(2);
    assertThat(run("staging").output()).contains("found 1 arguments");
  }

  private record Ran(int exitCode, String output) {}

  private static Ran run(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "pipelines/apply-overlay"));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private static boolean isInstalled(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  private static Map<String, Object> read(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
    }
  }

  private static Map<String, Object> section(Map<String, Object> of, String name) {
    return section(of.get(name));
  }

  @SuppressWarnings("unchecked") // keys of these files are words
  private static Map<String, Object> section(Object value) {
    return (Map<String, Object>) value;
  }

  /** The texts of all keys of these names. */
  private static void collect(Object node, List<String> names, List<String> into) {
    switch (node) {
      case Map<?, ?> map ->
          map.forEach(
              (key, value) -> {
                if (names.contains(key) && value instanceof String text) {
                  into.add(text);
                } else {
                  collect(value, names, into);
                }
              });
      case List<?> list -> list.forEach(each -> collect(each, names, into));
      case null, default -> {}
    }
  }
}
