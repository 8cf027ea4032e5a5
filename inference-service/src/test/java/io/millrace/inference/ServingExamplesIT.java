package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of docs/serving.md do what the page says. */
class ServingExamplesIT extends InferenceContext {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern EXAMPLE =
      Pattern.compile("```(sh|json|java)\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  private record Example(String language, String text) {}

  @BeforeEach
  void serve() {
    if (client.model("room-occupancy").status() != 200) {
      scene("room-occupancy").state().register(1);
      await().atMost(PATIENCE).until(() -> client.model("room-occupancy").status() == 200);
    }
  }

  @Test
  void curlIsAnsweredWhatThePageSays() throws Exception {
    assumeThat(Path.of("/usr/bin/curl")).exists();
    List<Example> examples = examples();
    int run = 0;
    for (int i = 0; i + 1 < examples.size(); i++) {
      if (examples.get(i).text().startsWith("curl")) {
        String answer = output(List.of("bash", "-c", here(examples.get(i).text())));
        requireAlike(MAPPER.readTree(examples.get(i + 1).text()), MAPPER.readTree(answer), "");
        run++;
      }
    }
    assertThat(run).isEqualTo(3);
  }

  @Test
  void grpcurlIsAnsweredTheLabel() throws Exception {
    List<String> calls =
        examples().stream().map(Example::text).filter(text -> text.startsWith("grpcurl")).toList();
    assertThat(calls).hasSize(1);
    assumeThat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "grpcurl")))
        .as("grpcurl is on the PATH")
        .anyMatch(Files::isExecutable);

    String answer = output(List.of("bash", "-c", "cd .. && " + here(calls.getFirst())));

    JsonNode labels = MAPPER.readTree(answer).at("/outputs/0/contents/bytesContents");
    assertThat(new String(labels.path(0).binaryValue(), StandardCharsets.UTF_8)).isEqualTo("1");
  }

  @Test
  void javaIsAnsweredTheLabels() throws Exception {
    List<Example> programs =
        examples().stream().filter(example -> example.language().equals("java")).toList();

    assertThat(programs).hasSize(2);
    assertThat(output(java(programs.get(0)))).contains("\"data\":[\"1\"]");
    assertThat(output(java(programs.get(1))).lines()).containsSubsequence("1", "0");
  }

  private List<String> java(Example program) throws IOException {
    Matcher name = CLASS.matcher(program.text());
    assertThat(name.find()).isTrue();
    Path file = Path.of("target", "it", "examples", name.group(1) + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, here(program.text()));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        file.toString());
  }

  private String here(String example) {
    return example
        .replace("localhost:8083", "localhost:" + port)
        .replace("localhost:9083", "localhost:" + grpc.port());
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("APPLICATION_TOKEN", Client.APPLICATION);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private static List<Example> examples() throws IOException {
    Matcher found = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "serving.md")));
    List<Example> examples = new ArrayList<>();
    while (found.find()) {
      examples.add(new Example(found.group(1), found.group(2)));
    }
    return examples;
  }

  /** Numbers need only be near each other. */
  private static void requireAlike(JsonNode expected, JsonNode found, String at) {
    assertThat(found.getNodeType()).as(at).isEqualTo(expected.getNodeType());
    if (expected.isObject()) {
      assertThat(found.propertyNames()).as(at).hasSameElementsAs(expected.propertyNames());
      expected
          .propertyNames()
          .forEach(name -> requireAlike(expected.get(name), found.get(name), at + "/" + name));
    } else if (expected.isArray()) {
      assertThat(found.size()).as(at).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        requireAlike(expected.get(i), found.get(i), at + "/" + i);
      }
    } else if (expected.isNumber()) {
      assertThat(found.asDouble())
          .as(at)
          .isBetween(expected.asDouble() - 1e-5, expected.asDouble() + 1e-5);
    } else {
      assertThat(found).as(at).isEqualTo(expected);
    }
  }
}
