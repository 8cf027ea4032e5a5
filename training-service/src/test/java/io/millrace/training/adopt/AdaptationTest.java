package io.millrace.training.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.millrace.event.Feature;
import io.millrace.event.Schema;
import io.millrace.problem.Task;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.Reading;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.training.adopt.Adaptation.Adapted;
import io.millrace.training.adopt.Adaptation.Classes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdaptationTest {

  private static final Schema NUMBERS =
      new Schema(
          List.of(
              new Feature.Number("humidity", true, Optional.empty()),
              new Feature.Bool("open", true)));
  private static final Schema MIXED =
      new Schema(
          List.of(
              new Feature.Number("humidity", true, Optional.empty()),
              new Feature.Category("colour", true, List.of()),
              new Feature.Bool("open", true)));
  private static final Map<String, Object> ROW = Map.of("humidity", 2.0, "open", true);

  @Test
  void aMatrixOfFloatsIsGivenTheNumbersAsTheyAre() {
    byte[] graph = Graphs.linear("X", "logits", new float[] {1, 0}, new float[] {0, 3}).bytes();

    Scores scores = score(classes("dry", "wet"), graph, Reading.SCORES, ROW);

    assertThat(scores.probability(0, 1)).isCloseTo(softmax(3, 2), within(1e-6f));
    assertThat(scores.label(0)).isEqualTo("wet");
  }

  @Test
  void probabilitiesStayAsTheyAre() {
    byte[] graph =
        Graphs.linear(
                "features", "probabilities", new float[] {0.1f, 0.2f}, new float[] {0.2f, 0.4f})
            .bytes();

    Scores scores = score(classes("a", "b"), graph, Reading.PROBABILITIES, ROW);

    assertThat(scores.probability(0, 0)).isCloseTo(0.4f, within(1e-6f));
    assertThat(scores.probability(0, 1)).isCloseTo(0.8f, within(1e-6f));
  }

  @Test
  void aMatrixOfDoublesIsOneToo() {
    byte[] graph =
        Graphs.graph()
            .input("X", DataType.DOUBLE_VALUE, -1, 2)
            .node("ReduceSum", "y", List.of("X", "axes"), Weld.number("keepdims", 0))
            .constant(Weld.tensor(DataType.INT64_VALUE, 1).addInt64Data(1), "axes")
            .output("y", DataType.DOUBLE_VALUE, -1)
            .bytes();

    Scores scores = score(numbers(NUMBERS), graph, Reading.PROBABILITIES, ROW);

    assertThat(scores.value(0)).isEqualTo(3);
  }

  @Test
  void aTensorForEachFeatureIsFoundByItsName() {
    byte[] graph =
        Graphs.graph()
            .input("open", DataType.BOOL_VALUE, -1)
            .input("humidity", DataType.INT64_VALUE, -1, 1)
            .node("Cast", "opened", List.of("open"), Weld.number("to", DataType.FLOAT_VALUE))
            .node("Cast", "wet", List.of("humidity"), Weld.number("to", DataType.FLOAT_VALUE))
            .constant(Weld.tensor(DataType.INT64_VALUE, 2).addInt64Data(-1).addInt64Data(1), "s")
            .node("Reshape", "column", List.of("opened", "s"))
            .node("Sub", "y", List.of("wet", "column"))
            .output("y", DataType.FLOAT_VALUE, -1, 1)
            .bytes();

    Scores scores =
        score(
            numbers(MIXED),
            graph,
            Reading.PROBABILITIES,
            ROW,
            Map.of("humidity", 7.0, "open", false));

    assertThat(scores.value(0)).isEqualTo(1);
    assertThat(scores.value(1)).isEqualTo(7);
  }

  @Test
  void aCategoryComesAsItsWordAndAsNoneWhereItIsNotKnown() {
    byte[] graph =
        Graphs.graph()
            .input("colour", DataType.STRING_VALUE, -1, 1)
            .node(
                "ai.onnx.ml",
                "LabelEncoder",
                List.of("y"),
                List.of("colour"),
                strings("keys_strings", "red", "blue", ""),
                floats("values_floats", 1, 2, 3),
                AttributeProto.newBuilder()
                    .setName("default_float")
                    .setType(AttributeType.FLOAT)
                    .setF(9)
                    .build())
            .output("y", DataType.FLOAT_VALUE, -1, 1)
            .bytes();
    Adaptation adaptation =
        new Adaptation(
            MIXED,
            Task.REGRESSION,
            Map.of("colour", List.of("blue", "red")),
            new Classes(List.of(), List.of()));

    Scores scores =
        score(
            adaptation,
            graph,
            Reading.PROBABILITIES,
            Map.of("colour", "red"),
            Map.of("colour", "blue"),
            Map.of("colour", "mauve"),
            Map.of());

    assertThat(List.of(scores.value(0), scores.value(1), scores.value(2), scores.value(3)))
        .containsExactly(1.0, 2.0, 3.0, 3.0);
  }

  @Test
  void oneProbabilityIsOfTheSecondOfTwoClasses() {
    byte[] graph = Graphs.linear("X", "p", new float[] {0.1f}, new float[] {0.1f}).bytes();

    Scores as = score(classes("no", "yes"), graph, Reading.PROBABILITIES, ROW);
    Scores scores = score(classes("no", "yes"), graph, Reading.SCORES, ROW);

    assertThat(as.probability(0, 0)).isCloseTo(0.7f, within(1e-6f));
    assertThat(as.probability(0, 1)).isCloseTo(0.3f, within(1e-6f));
    assertThat(scores.probability(0, 1)).isCloseTo(softmax(0.3f, 0), within(1e-6f));
  }

  @Test
  void mapsAreAnsweredFromTheTensorBeforeThem() {
    byte[] graph =
        Graphs.graph()
            .input("X", DataType.FLOAT_VALUE, -1, 2)
            .weights("w", new float[] {0.1f, 0.2f}, new float[] {0.2f, 0.4f})
            .node("MatMul", "raw", List.of("X", "w"))
            .node(
                "ai.onnx.ml",
                "ZipMap",
                List.of("output_probability"),
                List.of("raw"),
                strings("classlabels_strings", "wet", "dry"))
            .node("ArgMax", "output_label", List.of("raw"), Weld.number("axis", 1))
            .output("output_label", DataType.INT64_VALUE, -1, 1)
            .maps("output_probability")
            .bytes();

    Scores scores = score(classes("dry", "wet"), graph, Reading.PROBABILITIES, ROW);

    assertThat(scores.classes()).containsExactly("wet", "dry");
    assertThat(scores.label(0)).isEqualTo("dry");
  }

  @Test
  void classesAreAsStatedElseAsTheModelSaysElseAsTheyLanded() {
    byte[] graph = Graphs.linear("X", "p", new float[] {1, 0}, new float[] {0, 3}).bytes();

    assertThat(fits(new Classes(List.of("b", "a"), List.of("a", "b")), graph).classes())
        .containsExactly("b", "a");
    assertThat(fits(new Classes(List.of(), List.of("a", "b")), graph).classes())
        .containsExactly("a", "b");
    assertThat(reason(classification(new Classes(List.of(), List.of())), graph))
        .contains("--classes");
    assertThat(reason(classification(new Classes(List.of(), List.of("a", "b", "c"))), graph))
        .contains("gives 2 probabilities")
        .contains("[a, b, c]");
    assertThat(reason(classification(new Classes(List.of("0", "1"), List.of("no", "yes"))), graph))
        .contains("[no, yes]")
        .contains("as stated");
  }

  @Test
  void saysWhatItTakesAndWhatIsAllowed() {
    byte[] wide =
        Graphs.linear("X", "p", new float[] {1}, new float[] {1}, new float[] {1}).bytes();
    byte[] fixed =
        Graphs.graph()
            .input("X", DataType.FLOAT_VALUE, 1, 2)
            .node("Identity", "y", List.of("X"))
            .output("y", DataType.FLOAT_VALUE, 1, 2)
            .bytes();
    byte[] strange =
        Graphs.graph()
            .input("light", DataType.FLOAT_VALUE, -1, 1)
            .node("Identity", "y", List.of("light"))
            .output("y", DataType.FLOAT_VALUE, -1, 1)
            .bytes();

    assertThat(reason(numbers(NUMBERS), wide))
        .contains("X: float [any, 3]")
        .contains("[any, 2], its columns humidity, open");
    assertThat(reason(numbers(NUMBERS), fixed)).contains("fixed number of rows (X: float [1, 2])");
    assertThat(reason(numbers(MIXED), strange)).contains("light").contains("colour (string)");
  }

  @Test
  void saysWhatItGivesAndWhatIsAllowed() {
    byte[] two =
        Graphs.linear("X", "one", new float[] {1}, new float[] {1})
            .node("Identity", "two", List.of("one"))
            .output("two", DataType.FLOAT_VALUE, -1, 1)
            .bytes();
    byte[] several = Graphs.linear("X", "y", new float[] {1, 2}, new float[] {1, 2}).bytes();

    assertThat(reason(classes("a", "b"), two)).contains("one: float [any, 1]; two: float");
    assertThat(reason(numbers(NUMBERS), several)).contains("y: float [any, 2]");
  }

  @Test
  void refusesWhatIsNoGraph() {
    byte[] old = Graphs.linear("X", "y", new float[] {1}, new float[] {1}).opset(6).bytes();

    assertThat(reason(numbers(NUMBERS), "nonsense".getBytes(StandardCharsets.UTF_8)))
        .contains("no ONNX model");
    assertThat(reason(numbers(NUMBERS), new byte[0])).contains("no ONNX model");
    assertThat(reason(numbers(NUMBERS), old)).contains("opset 6").contains("7 and newer");
  }

  @SafeVarargs
  private static Scores score(
      Adaptation adaptation, byte[] graph, Reading reading, Map<String, Object>... rows) {
    if (adaptation.adapt(graph, reading)
        instanceof Adapted.Fits(var onnx, var features, var names)) {
      try (ScoringModel model = ScoringModel.load(onnx, features, adaptation.task(), names)) {
        RowBatch batch = new RowBatch(adaptation.schema(), rows.length);
        for (Map<String, Object> row : rows) {
          batch.add(row, Instant.EPOCH);
        }
        return model.score(batch);
      }
    }
    throw new AssertionError(adaptation.adapt(graph, reading));
  }

  private static Adapted.Fits fits(Classes classes, byte[] graph) {
    return (Adapted.Fits) classification(classes).adapt(graph, Reading.PROBABILITIES);
  }

  private static String reason(Adaptation adaptation, byte[] graph) {
    return ((Adapted.Unfit) adaptation.adapt(graph, Reading.PROBABILITIES)).reason();
  }

  private static Adaptation classes(String... landed) {
    return classification(new Classes(List.of(), List.of(landed)));
  }

  private static Adaptation classification(Classes classes) {
    return new Adaptation(NUMBERS, Task.CLASSIFICATION, Map.of(), classes);
  }

  private static Adaptation numbers(Schema schema) {
    return new Adaptation(schema, Task.REGRESSION, Map.of(), new Classes(List.of(), List.of()));
  }

  private static float softmax(float one, float other) {
    return (float) (1 / (1 + Math.exp(other - one)));
  }

  private static AttributeProto strings(String name, String... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.STRINGS);
    for (String value : values) {
      attribute.addStrings(ByteString.copyFromUtf8(value));
    }
    return attribute.build();
  }

  private static AttributeProto floats(String name, float... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }
}
