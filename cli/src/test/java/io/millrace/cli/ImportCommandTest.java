package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  private static final String PATH = "/v1/problems/room/models";
  private static final String TAKEN =
      """
      {"version": 3, "format": "onnx", "classes": ["0", "1"], "metric": "f1",
       "metrics": {"f1": 0.9, "accuracy": 0.95}, "naive": {"f1": 0.4},
       "warnings": ["light gives the answer away"]}
      """;

  @TempDir private Path home;
  private FakeStack stack;

  @BeforeEach
  void start() throws Exception {
    stack = new FakeStack(home).on("POST " + PATH, 201, TAKEN);
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void sendsAFileAndSaysWhatBecameOfIt() throws Exception {
    Path file = Files.writeString(home.resolve("room.onnx"), "a graph");

    Run run = Run.of(home, "import", "room", file, "--classes", "0,1");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "room.onnx is version 3 of room (onnx)",
            "its probabilities are of 0, 1",
            "METRIC    VALUE  NAIVE",
            "f1        0.900  0.400",
            "accuracy  0.950      -",
            "light gives the answer away",
            "'millrace models room' shows when it serves");
    assertThat(stack.seen("/models"))
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.body()).isEqualTo("a graph");
              assertThat(seen.token()).isEqualTo("t-data-scientist");
            });
  }

  @Test
  void packsAFolderTheSameEachTime() throws Exception {
    Path folder = Files.createDirectories(home.resolve("model"));
    Files.writeString(folder.resolve("MLmodel"), "flavors:\n  onnx:\n    data: model.onnx\n");
    Files.writeString(folder.resolve("model.onnx"), "a graph");
    Files.createSymbolicLink(folder.resolve("link"), home.resolve("tokens.json"));
    List<List<String>> sent = new ArrayList<>();
    stack.on(
        "POST " + PATH,
        seen -> {
          sent.add(names(seen.body()));
          return FakeStack.Reply.of(201, TAKEN);
        });

    assertThat(Run.of(home, "import", "room", folder).exitCode()).isZero();
    assertThat(Run.of(home, "import", "room", folder).out()).startsWith("model is version 3");

    assertThat(sent)
        .containsExactly(List.of("MLmodel", "model.onnx"), List.of("MLmodel", "model.onnx"));
    assertThat(stack.seen("/models").get(0).body()).isEqualTo(stack.seen("/models").get(1).body());
  }

  @Test
  void saysWhyAModelIsNotTaken() throws Exception {
    Path file = Files.writeString(home.resolve("room.pkl"), "x");
    stack.on(
        "POST " + PATH, 422, "{\"title\": \"Model not taken\", \"detail\": \"it is a pickle\"}");

    Run run = Run.of(home, "import", "room", file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("it is a pickle");
  }

  @Test
  void refusesWhatIsNoModel() throws Exception {
    Path folder = Files.createDirectories(home.resolve("empty"));

    assertThat(Run.of(home, "import", "room", folder).err()).contains("without a file MLmodel");
    assertThat(Run.of(home, "import", "room", home.resolve("nothing")).exitCode()).isEqualTo(2);
    assertThat(stack.seen("/models")).isEmpty();
  }

  /** As far as they can be read of a body that was taken for text. */
  private static List<String> names(String body) {
    List<String> names = new ArrayList<>();
    for (String name : List.of("MLmodel", "model.onnx", "link")) {
      if (body.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }
}
