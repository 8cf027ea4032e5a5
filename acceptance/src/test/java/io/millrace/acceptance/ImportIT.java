package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A model that PyTorch exported, brought by the command, serves like one that was trained here. */
class ImportIT {

  private static final int ROWS = 600;
  private static final String PROBLEM =
      """
      problem: hall
      define: {task: classification, target: taken, success: {metric: accuracy, at-least: 0.7}}
      data: {features: {humidity: number, light: number}}
      train: {first-after: 5000 rows}
      """;

  private static final String LIT = "{\"humidity\": 80, \"light\": 0.9}";

  /** As mlflow.pytorch.save_model writes it. */
  private static final String MLFLOW_TORCH =
      """
      flavors:
        python_function:
          data: data
          env: {conda: conda.yaml, virtualenv: python_env.yaml}
          loader_module: mlflow.pytorch
          pickle_module_name: mlflow.pytorch.pickle_module
          python_version: 3.13.5
        pytorch:
          code: null
          model_data: data
          pytorch_version: 2.7.1
      """;

  private static RunningStack stack;
  private static Path work;

  @BeforeAll
  static void up() throws IOException {
    stack = RunningStack.start();
    work = Files.createTempDirectory(Millrace.work(), "import");
  }

  @AfterAll
  static void down() throws InterruptedException {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void aModelFromElsewhereServesAndIsWatched() throws Exception {
    ok("apply", Files.writeString(work.resolve("hall.yaml"), PROBLEM).toString());
    Millrace.Result early = stack.millrace("import", "hall", model("torch-logits.onnx"));
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.output()).contains("no event of hall has landed");
    ok("replay", "hall", rows().toString());
    eventually("all landed").until(() -> new Seen(stack, "hall").rows() >= ROWS);

    String imported = ok("import", "hall", model("torch-logits.onnx"));

    assertThat(imported)
        .contains("torch-logits.onnx is version 1 of hall (onnx)")
        .contains("its probabilities are of 0, 1");
    String inference = stack.address("inference");
    eventually("it answers").until(() -> version(inference, "hall") == 1);
    answers(inference);
    assertThat(label(inference, "{\"humidity\": 20, \"light\": 0.05}")).isEqualTo("1");
    eventually("the stream is predicted")
        .until(
            () ->
                stack
                        .get("inference", "/v1/problems/hall/model", "reader")
                        .body()
                        .path("scored")
                        .asLong()
                    >= ROWS);
    JsonNode metadata = stack.get("inference", "/v2/models/hall", "reader").body();
    assertThat(metadata.get("inputs").size()).isEqualTo(2);
    assertThat(metadata.get("versions").get(0).asString()).isEqualTo("1");
    eventually("monitoring joins the truth")
        .until(
            () ->
                stack
                        .get("monitoring", "/v1/problems/hall/performance", "reader")
                        .body()
                        .path("current")
                        .path("labelled")
                        .asLong()
                    > 0);
    assertThat(ok("models", "hall")).contains("imported").contains("serves");

    assertThat(ok("import", "hall", model("torch-logits.pt")))
        .contains("version 2 of hall (torchscript)");
    eventually("the program answers").until(() -> version(inference, "hall") == 2);
    answers(inference);
    assertThat(
            stack.get("inference", "/v2/models/hall", "reader").body().get("platform").asString())
        .isEqualTo("pytorch_torchscript");

    try (InferenceAlone alone = InferenceAlone.start(stack)) {
      eventually("a replica on its own with PyTorch answers")
          .ignoreExceptionsInstanceOf(UncheckedIOException.class) // it is not there yet
          .until(() -> !alone.isAlive() || version(alone.address(), "hall") == 2);
      answers(alone.address());
    }
  }

  @Test
  void mlflowFoldersArePackedAndPicklesAreRefused() throws Exception {
    ok(
        "apply",
        Files.writeString(work.resolve("lobby.yaml"), PROBLEM.replace("hall", "lobby")).toString());
    ok("replay", "lobby", rows().toString());
    eventually("all landed").until(() -> new Seen(stack, "lobby").rows() >= ROWS);
    String onnx =
        mlflow(
            "graph",
            "flavors:\n  onnx:\n    data: model.onnx\n    onnx_version: 1.14.1\n",
            "torch-probability.onnx",
            "model.onnx");
    String scripted = mlflow("scripted", MLFLOW_TORCH, "torch-logits.pt", "data/model.pth");
    String pickled = mlflow("pickled", MLFLOW_TORCH, "torch-pickled.pt", "data/model.pth");

    assertThat(ok("import", "lobby", onnx)).contains("graph is version 1 of lobby (mlflow, onnx)");
    assertThat(ok("import", "lobby", scripted))
        .contains("scripted is version 2 of lobby (mlflow, torchscript)");
    eventually("the program answers")
        .until(() -> version(stack.address("inference"), "lobby") == 2);
    for (String file : List.of(pickled, model("torch-pickled.pt"))) {
      Millrace.Result refused = stack.millrace("import", "lobby", file);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.output()).contains("torch.save").contains("torch.jit.save");
    }
  }

  private static String mlflow(String name, String description, String model, String place)
      throws IOException {
    Path folder = work.resolve(name);
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(folder.resolve("MLmodel"), description);
    Files.copy(Path.of(model(model)), file);
    return folder.toString();
  }

  private static String model(String name) {
    return Millrace.root()
        .resolve("training-service/src/test/resources/models")
        .resolve(name)
        .toString();
  }

  private static Path rows() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("humidity,light,taken\n");
    for (int i = 0; i < ROWS; i++) {
      double humidity = 100 * random.nextDouble();
      double light = random.nextDouble();
      csv.append(
          String.format(
              Locale.ROOT,
              "%.2f,%.3f,%d%n",
              humidity,
              light,
              humidity > 50 == light > 0.2 ? 1 : 0));
    }
    return Files.writeString(work.resolve("rows.csv"), csv);
  }

  private static String ok(String... arguments) {
    Millrace.Result result = stack.millrace(arguments);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  private static JsonNode predict(String address, String problem, String row) {
    return stack
        .postTo(
            address, "/v1/problems/" + problem + "/predict", "application", "application/json", row)
        .body();
  }

  private static int version(String address, String problem) {
    return predict(address, problem, LIT).path("modelVersion").asInt(0);
  }

  private static void answers(String address) {
    assertThat(label(address, LIT)).isEqualTo("1");
    assertThat(label(address, "{\"humidity\": 20, \"light\": 0.9}")).isEqualTo("0");
  }

  private static String label(String address, String row) {
    return predict(address, "hall", row).get("predictions").get(0).get("label").asString();
  }

  private static ConditionFactory eventually(String what) {
    return Awaitility.await(what).atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(1));
  }
}
