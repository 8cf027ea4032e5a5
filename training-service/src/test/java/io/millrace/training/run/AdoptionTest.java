package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.millrace.message.Cause;
import io.millrace.message.ModelRegistered;
import io.millrace.scoring.model.Digest;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.scoring.model.Reading;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.Zip;
import io.millrace.training.adopt.Graphs;
import io.millrace.training.register.ModelStore.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptionTest {

  private static final String PATIENT = Rooms.PROBLEM.replace("'200 rows'", "'5000 rows'");

  @TempDir private Path folder;
  private final InMemoryBlobStore blobs = new InMemoryBlobStore();
  private House house;

  @BeforeEach
  void open() {
    open(PATIENT);
  }

  private void open(String problemFile) {
    house = new House(blobs, folder.resolve("work"), problemFile);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch-logits.onnx", "torch-probability.onnx"})
  void aModelThatPyTorchExportedBecomesAVersion(String file) {
    land(Rooms.rows(0, 800, 50));

    Manifest manifest = registered(adopt(file, model(file))).manifest();

    assertThat(manifest.version()).isEqualTo(1);
    assertThat(manifest.algorithm()).isEqualTo("imported");
    assertThat(manifest.classes()).containsExactly("0", "1");
    assertThat(manifest.origin())
        .isEqualTo(
            new Manifest.Origin(
                file, "onnx", Digest.of(model(file)), model(file).length, "ada", null));
    assertThat(manifest.metrics().get("accuracy")).isGreaterThan(0.9);
    assertThat(manifest.naive().get("accuracy")).isLessThan(0.8);
    assertThat(manifest.evaluation().importance()).isNotNull();
    assertThat(manifest.data()).hasSize(2);
    assertThat(manifest.correlationId()).isEqualTo("c-import");
    ModelRegistered told = house.told(ModelRegistered.class).getFirst();
    assertThat(told.version()).isEqualTo(1);
    assertThat(told.cause()).isEqualTo(new Cause(Cause.Kind.REQUEST, file + " was brought by ada"));
    assertThat(house.correlationIds).containsExactly("c-import");
  }

  @Test
  void aTorchScriptProgramBecomesAVersionAndStaysOne() {
    land(Rooms.rows(0, 800, 50));

    Stored graph = registered(adopt("torch-logits.onnx", model("torch-logits.onnx")));
    Stored stored = registered(adopt("torch-logits.pt", model("torch-logits.pt")));

    Manifest manifest = stored.manifest();
    assertThat(manifest.origin().format()).isEqualTo("torchscript");
    assertThat(manifest.origin().reading()).isEqualTo(Reading.SCORES);
    assertThat(manifest.digests())
        .containsOnlyKeys("model.pt", "features.json", "baseline.json", "golden.json");
    assertThat(manifest.metrics().get("accuracy"))
        .isEqualTo(graph.manifest().metrics().get("accuracy"));
    assertThat(manifest.metrics().get("log-loss"))
        .isCloseTo(graph.manifest().metrics().get("log-loss"), within(1e-6));
    ModelPackage made = sound(stored);
    try (ScoringModel model = ScoringModel.load(made)) {
      assertThat(model.goldenMismatch(made.golden())).isEmpty();
      assertThat(model.goldenMismatch(sound(graph).golden())).isEmpty();
    }
  }

  @Test
  void anMlflowFolderOfAScriptedModuleBecomesTheSameModel() {
    land(Rooms.rows(0, 800, 50));

    Manifest program = registered(adopt("a.pt", model("torch-logits.pt"))).manifest();
    Manifest manifest = registered(adopt("scripted.zip", mlflow("torch-logits.pt"))).manifest();

    assertThat(manifest.origin().format()).isEqualTo("mlflow, torchscript");
    assertThat(manifest.origin().file()).isEqualTo("scripted.zip");
    assertThat(manifest.digests()).isEqualTo(program.digests()).containsKey("model.pt");
    assertThat(manifest.metrics()).isEqualTo(program.metrics());
    assertThat(reason(adopt("pickled.zip", mlflow("torch-pickled.pt")))).contains("torch.save");
  }

  /** As {@code mlflow.pytorch.save_model} writes it, of what it copies nothing but the model. */
  private static byte[] mlflow(String model) {
    String description =
        """
        flavors:
          python_function:
            data: data
            loader_module: mlflow.pytorch
            pickle_module_name: mlflow.pytorch.pickle_module
          pytorch:
            code: null
            model_data: data
            pytorch_version: 2.7.1
        """;
    return Zip.of(
        Map.of(
            "MLmodel",
            description.getBytes(StandardCharsets.UTF_8),
            "data/model.pth",
            model(model),
            "data/pickle_module_info.txt",
            "mlflow.pytorch.pickle_module".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void itsPackageIsSoundAndItsGoldenRowsAreReproduced() {
    land(Rooms.rows(0, 800, 50));

    Stored stored = registered(adopt("torch-logits.onnx", model("torch-logits.onnx")));

    ModelPackage made = sound(stored);
    assertThat(made.features().names()).containsExactly("humidity", "light");
    assertThat(made.golden().rows()).hasSize(20);
    assertThat(made.baseline().features()).containsOnlyKeys("humidity", "light");
    assertThat(made.baseline().rows()).isEqualTo(640);
    assertThat(made.baseline().importance()).isNotNull();
    try (ScoringModel model = ScoringModel.load(made)) {
      assertThat(model.goldenMismatch(made.golden())).isEmpty();
    }
  }

  @Test
  void broughtAgainItIsTheSameVersionAndToldOfAgain() {
    land(Rooms.rows(0, 800, 50));
    byte[] graph = model("torch-logits.onnx");

    registered(adopt("a.onnx", graph));
    Manifest again = registered(adopt("a.onnx", graph)).manifest();
    Manifest other = registered(adopt("b.onnx", model("torch-probability.onnx"))).manifest();
    Manifest back = registered(adopt("a.onnx", graph)).manifest();

    assertThat(List.of(again.version(), other.version(), back.version())).containsExactly(1, 2, 3);
    assertThat(house.told(ModelRegistered.class))
        .extracting(ModelRegistered::version)
        .containsExactly(1, 1, 2, 3);
  }

  @Test
  void isToldOfWhereTheBrokerWasAwayAndItIsBroughtAgain() {
    land(Rooms.rows(0, 800, 50));
    house.silentFor = 1;
    byte[] graph = model("torch-logits.onnx");

    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> adopt("a.onnx", graph)))
        .hasMessageContaining("broker");
    registered(adopt("a.onnx", graph));

    assertThat(house.models.versions(house.name())).containsExactly(1);
    assertThat(house.told(ModelRegistered.class)).hasSize(1);
  }

  @Test
  void theNextTrainingIsComparedWithIt() {
    land(Rooms.rows(0, 800, 20));
    registered(adopt("torch-logits.onnx", model("torch-logits.onnx")));

    assertThat(house.trainings.request(house.name())).isInstanceOf(Requested.Started.class);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> house.told(ModelRegistered.class).size() == 2);

    Manifest trained = house.models.find(house.name(), 2).orElseThrow().manifest();
    assertThat(trained.champion().version()).isEqualTo(1);
    assertThat(trained.champion().algorithm()).isEqualTo("imported");
    assertThat(trained.champion().metrics().get("accuracy")).isLessThan(0.9);
  }

  @Test
  void withoutLabelsNobodyKnowsHowGoodItIs() {
    land(Rooms.rows(0, 800, 50).replace("'1' ELSE '0'", "NULL::VARCHAR ELSE NULL::VARCHAR"));

    assertThat(reason(adopt("a.onnx", model("torch-logits.onnx")))).contains("--classes");
    Stored stored = registered(adopt("a.onnx", model("torch-logits.onnx"), "no", "yes"));

    Manifest manifest = stored.manifest();
    assertThat(manifest.classes()).containsExactly("no", "yes");
    assertThat(manifest.metrics()).isEmpty();
    assertThat(manifest.evaluation()).isNull();
    assertThat(manifest.warnings()).singleElement().asString().contains("nobody knows");
    assertThat(sound(stored).baseline().rows()).isEqualTo(640);
    assertThat(sound(stored).golden().rows()).hasSize(20);
  }

  @Test
  void refusesWhileNothingHasLanded() {
    assertThat(reason(adopt("a.onnx", model("torch-logits.onnx"))))
        .contains("no event of room has landed")
        .contains("millrace replay");
  }

  @Test
  void refusesWhatDoesNotFit() {
    land(Rooms.rows(0, 400, 50));
    byte[] wide =
        Graphs.linear("X", "y", new float[] {1}, new float[] {1}, new float[] {1}).bytes();
    byte[] none = Graphs.linear("X", "y", new float[] {Float.NaN, 1}, new float[] {1, 1}).bytes();

    assertThat(reason(adopt("a.onnx", wide))).contains("[any, 2], its columns humidity, light");
    assertThat(reason(adopt("a.onnx", none))).contains("with no number");
    assertThat(reason(adopt("a.onnx", model("torch-logits.onnx"), "yes", "no")))
        .contains("labels that have landed are [0, 1]");
    assertThat(reason(adopt("a.pt", model("torch-pickled.pt")))).contains("torch.save");
    assertThat(house.models.versions(house.name())).isEmpty();
    assertThat(house.told).isEmpty();
  }

  @Test
  void refusesForeignOperatorsAndTensorsThatLieElsewhere() throws IOException {
    land(Rooms.rows(0, 400, 50));
    byte[] foreign = Graphs.linear("X", "raw", new float[] {1, 0}, new float[] {0, 1}).bytes();
    ModelProto.Builder custom = ModelProto.parseFrom(foreign).toBuilder();
    custom.getGraphBuilder().getNodeBuilder(0).setDomain("com.example").setOpType("Steal");
    ModelProto.Builder elsewhere = ModelProto.parseFrom(foreign).toBuilder();
    elsewhere
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .clearFloatData()
        .setDataLocation(ai.onnx.proto.OnnxMl.TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"));

    assertThat(reason(adopt("a.onnx", custom.build().toByteArray()))).contains("com.example");
    assertThat(reason(adopt("a.onnx", elsewhere.build().toByteArray()))).contains("file");
  }

  @Test
  void aProblemOfNumbersTakesARegression() {
    house.close();
    open(
        PATIENT
            .replace("'classification', 'target': 'taken'", "'regression', 'target': 'warmth'")
            .replace("{'metric': 'f1', 'at-least': 0.7}", "{'metric': 'rmse', 'at-most': 100}"));
    land(
        Rooms.rows(0, 400, 50)
            .replaceFirst("CASE .* END AS target", "0.2 * humidity + 10 * light AS target"));

    Manifest manifest =
        registered(
                adopt(
                    "a.onnx",
                    Graphs.linear("X", "y", new float[] {0.2f}, new float[] {10}).bytes()))
            .manifest();

    assertThat(manifest.classes()).isEmpty();
    assertThat(manifest.metrics().get("rmse")).isLessThan(0.001);

    Manifest program = registered(adopt("a.pt", model("torch-number.pt"))).manifest();
    assertThat(program.version()).isEqualTo(2);
    assertThat(program.origin().reading()).isEqualTo(Reading.VALUE);
    assertThat(program.metrics().get("rmse")).isLessThan(2);
  }

  private void land(String rows) {
    new Landing(blobs, folder, house.name()).land(rows);
  }

  private Adopted adopt(String name, byte[] content, String... classes) {
    try {
      Path file = Files.write(folder.resolve("sent"), content);
      Sent sent = new Sent(file, name, content.length, Digest.of(content), List.of(classes), "ada");
      return house.adoption.adopt(house.find(house.name()).orElseThrow(), sent, "c-import");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stored registered(Adopted adopted) {
    assertThat(adopted).isInstanceOf(Adopted.Registered.class);
    return ((Adopted.Registered) adopted).stored();
  }

  private static String reason(Adopted adopted) {
    assertThat(adopted).isInstanceOf(Adopted.Refused.class);
    return ((Adopted.Refused) adopted).reason();
  }

  private ModelPackage sound(Stored stored) {
    if (house.models.open(house.name(), stored) instanceof PackageCheck.Sound(ModelPackage made)) {
      return made;
    }
    throw new AssertionError("the package is not sound");
  }

  private static byte[] model(String name) {
    try (InputStream content = AdoptionTest.class.getResourceAsStream("/models/" + name)) {
      return Objects.requireNonNull(content, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
