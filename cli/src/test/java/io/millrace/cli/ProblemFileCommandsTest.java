package io.millrace.cli;

import static io.millrace.cli.FakeStack.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemFileCommandsTest {

  private static final String GOOD =
      """
      problem: room
      define:
        task: regression
        target: power
        success: { metric: mae, at-most: 3 }
      data:
        time: at
        features:
          light: { type: number, range: [0, 100] }
      """;

  @TempDir private Path home;
  private Path problems = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    problems = Files.createDirectory(home.resolve("problems"));
  }

  private Run validate(Object... args) {
    return Run.command("validate", args);
  }

  @Test
  void validatesFilesAndFoldersWithoutAStack() {
    write(problems.resolve("a.yaml"), GOOD);
    write(problems.resolve("b.yml"), GOOD.replace("room", "hall"));
    write(problems.resolve("notes.txt"), "no problem");

    assertThat(validate(problems))
        .isEqualTo(new Run(0, "2 files are in order" + System.lineSeparator(), ""));
    assertThat(validate(problems.resolve("a.yaml")).out()).startsWith("1 file is in order");
    assertThat(validate(problems.resolve("none.yaml")).exitCode()).isEqualTo(2);
    assertThat(validate(home).exitCode()).isEqualTo(2);
  }

  @Test
  void saysOnWhichLineEachFaultIs() {
    Path file =
        write(
            problems.resolve("a.yaml"),
            GOOD.replace("regression", "guessing").replace("range: [0, 100]", "range: warm")
                + "monitor: 3\n");

    Run run = validate(file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .anyMatch(line -> line.startsWith(file + ":3: define.task: found"))
        .anyMatch(line -> line.startsWith(file + ":9: data.features.light.range: found"))
        .anyMatch(line -> line.startsWith(file + ":10: monitor: found"));
    assertThat(run.err()).contains("files read: 1");
  }

  @Test
  void aMissingKeyIsShownWhereItsSectionBegins() {
    Path file = write(problems.resolve("a.yaml"), GOOD.replace("  target: power\n", ""));

    assertThat(validate(file).out()).startsWith(file + ":2: define.target: found nothing");
  }

  @Test
  void oneProblemIsInOneFile() {
    write(problems.resolve("a.yaml"), GOOD);
    write(problems.resolve("b.yaml"), GOOD);

    Run run = validate(problems);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("b.yaml:1: problem: found the name that").contains("a.yaml");
  }

  @Test
  void faultsAreSaidAsAPipelineShowsThem() {
    Path file = write(problems.resolve("a,b.yaml"), GOOD.replace("power", "''"));

    assertThat(validate(file, "--format", "github").out())
        .startsWith("::error file=" + file.toString().replace(",", "%2C") + ",line=4,title=")
        .doesNotContain("\n::error file=\n");
    assertThat(validate(file, "--format", "azure-pipelines").out())
        .startsWith("##vso[task.logissue type=error;sourcepath=" + file + ";linenumber=4]");
    assertThat(validate(file, "--format", "xml").err())
        .contains("found xml; allowed: text, github, azure-pipelines");
  }

  @Test
  void nothingInAFileCanForgeALineOfThePipeline() {
    Path file = write(problems.resolve("a.yaml"), GOOD + "\"x\\n::set-output name=y::z\": 1\n");

    assertThat(validate(file, "--format", "github").out().lines())
        .allMatch(line -> line.startsWith("::error file="));
  }

  @Test
  void showsWhatApplyingWouldChange() throws Exception {
    try (FakeStack stack = new FakeStack(home)) {
      stack.on(
          "GET /v1/problems",
          200,
          """
          [{"problem": "room", "version": 4, "definition": {"problem": "room",
             "define": {"task": "regression", "target": "power",
                        "success": {"metric": "mae", "at-most": 5}},
             "data": {"time": "at", "key": "id", "features": {"light": {"type": "number", "range": [0, 100]}}}}},
           {"problem": "cellar", "version": 1, "definition": {}}]
          """);
      write(problems.resolve("a.yaml"), GOOD);
      write(problems.resolve("b.yaml"), GOOD.replace("room", "hall") + "train: { seed: 3 }\n");

      Run run = Run.of(home, "diff", problems);

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines())
          .containsExactly(
              "room changes from version 4:",
              "  ~ define.success.at-most: 5 → 3",
              "  - data.key: id",
              "hall is new",
              "stated there, and in none of these files: cellar");
      assertThat(stack.seen("/v1/problems").getFirst().token()).isEqualTo("t-reader");
    }
  }

  @Test
  void whatStandsAsInItsFileIsNoChange() throws Exception {
    try (FakeStack stack = new FakeStack(home)) {
      stack.on(
          "GET /v1/problems",
          200,
          """
          [{"problem": "room", "version": 4, "definition": {"problem": "room",
             "data": {"time": "at", "features": {"light": {"range": [0, 100], "type": "number"}}},
             "define": {"task": "regression", "target": "power",
                        "success": {"metric": "mae", "at-most": 3}}}}]
          """);

      assertThat(Run.of(home, "diff", write(problems.resolve("a.yaml"), GOOD)).out())
          .isEqualTo("room stands at version 4 as in its file" + System.lineSeparator());
    }
  }

  @Test
  void aRefusedFileDoesNotKeepOthersFromBeingApplied() throws Exception {
    try (FakeStack stack = new FakeStack(home)) {
      stack
          .on("PUT /v1/problems/hall", 400, "{\"title\": \"Bad problem\", \"detail\": \"1 error\"}")
          .on("PUT /v1/problems/room", 201, "{\"problem\": \"room\", \"version\": 1}");
      write(problems.resolve("a.yaml"), GOOD.replace("room", "hall"));
      write(problems.resolve("b.yaml"), GOOD);
      write(problems.resolve("c.yaml"), "problem: Not A Name\n");

      Run run = Run.of(home, "apply", problems);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).contains("room is stated, version 1");
      assertThat(run.err()).contains("a.yaml: 1 error").contains("c.yaml:1: problem: found");
    }
  }
}
