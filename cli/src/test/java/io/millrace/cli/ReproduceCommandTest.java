package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {

  private static final String PATH = "/v1/problems/room/models/2/reproduction";

  @TempDir private Path home;
  private FakeStack stack;

  @BeforeEach
  void start() throws Exception {
    stack = new FakeStack(home).on("POST " + PATH, 202, "{\"state\": \"running\"}");
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void saysThatAVersionIsIdentical() {
    stack.on(
        "GET " + PATH,
        200,
        """
        {"state": "identical", "metrics": [], "environment": [], "files": [
          {"name": "model.onnx", "registered": "sha256:0123456789abcdef",
           "reproduced": "sha256:0123456789abcdef", "identical": true}]}
        """);

    Run run = Run.of(home, "reproduce", "room", 2);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "room v2, trained again: identical, byte by byte",
            "FILE        REGISTERED           REPRODUCED",
            "model.onnx  sha256:0123456789ab  sha256:0123456789ab  same");
    assertThat(stack.seen("/reproduction"))
        .extracting(FakeStack.Seen::token)
        .containsExactly("t-data-scientist", "t-reader");
  }

  @Test
  void saysWhatDiffersAndWhatMayBeWhy() {
    String different =
        """
        {"state": "different", "files": [
          {"name": "model.onnx", "registered": "sha256:0123456789abcdef",
           "reproduced": "sha256:abcdef0123456789", "identical": false}],
         "metrics": [{"name": "f1", "then": "0.9", "now": "0.8"}],
         "environment": [%s]}
        """;
    stack.on(
        "GET " + PATH,
        200,
        different.formatted("{\"name\": \"xgboost\", \"then\": \"3.0.3\", \"now\": \"3.0.4\"}"));

    Run run = Run.of(home, "reproduce", "room", 2);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("sha256:abcdef012345  differs")
        .contains("f1 was 0.9, is 0.8")
        .contains("trained with xgboost 3.0.3, now 3.0.4");

    stack.on("GET " + PATH, 200, different.formatted(""));
    assertThat(Run.of(home, "reproduce", "room", 2).out()).contains("another kind of processor");
  }

  @Test
  void saysWhyItIsNotPossible() {
    stack.on("GET " + PATH, 200, "{\"state\": \"failed\", \"reason\": \"a file is gone\"}");

    Run run = Run.of(home, "reproduce", "room", 2);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("not possible: a file is gone");

    stack.on("POST " + PATH, 409, "{\"title\": \"x\", \"detail\": \"version 2 is being\"}");
    assertThat(Run.of(home, "reproduce", "room", 2).err()).contains("version 2 is being");
  }
}
