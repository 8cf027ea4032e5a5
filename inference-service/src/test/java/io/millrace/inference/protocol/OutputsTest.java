package io.millrace.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.inference.protocol.InferRequest.RequestedOutput;
import io.millrace.problem.Task;
import io.millrace.scoring.model.Scores;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.test.SmallGraphs;
import io.millrace.scoring.test.SmallPackages;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class OutputsTest {

  private static final IntFunction<String> IDS = List.of("a", "b")::get;

  @Test
  void givesClassesAsLabelsAndProbabilities() {
    List<OutputTensor> outputs =
        Outputs.of(Task.CLASSIFICATION, List.of()).of(classes(465, 65), IDS);

    assertThat(outputs).extracting(OutputTensor::name).containsExactly("label", "probabilities");
    assertThat(outputs.get(0).datatype()).isEqualTo(Datatype.BYTES);
    assertThat(outputs.get(0).shape()).containsExactly(2L);
    assertThat(texts(outputs.get(0))).containsExactly("1", "0");
    assertThat(outputs.get(1).datatype()).isEqualTo(Datatype.FP64);
    assertThat(outputs.get(1).shape()).containsExactly(2L, 2L);
    assertThat(outputs.get(1).classes()).containsExactly("0", "1");
    assertThat(numbers(outputs.get(1)))
        .containsExactly(new double[] {0.268941, 0.731059, 0.952574, 0.047426}, within(1e-5));
  }

  @Test
  void givesNumbersAsValues() {
    byte[] onnx = SmallGraphs.regressor(new float[] {2, 0}, 10);
    try (ScoringModel model =
        ScoringModel.load(onnx, SmallPackages.FEATURES, Task.REGRESSION, List.of())) {
      List<OutputTensor> outputs =
          Outputs.of(Task.REGRESSION, List.of()).of(model.score(SmallPackages.rows(465, 65)), IDS);

      assertThat(outputs).extracting(OutputTensor::name).containsExactly("value");
      assertThat(outputs.getFirst().shape()).containsExactly(2L);
      assertThat(numbers(outputs.getFirst())).containsExactly(new double[] {12, 4}, within(1e-5));
    }
  }

  @Test
  void givesNothingOfNoRows() {
    List<OutputTensor> outputs = Outputs.of(Task.CLASSIFICATION, List.of()).of(classes(), IDS);

    assertThat(outputs.get(0).shape()).containsExactly(0L);
    assertThat(outputs.get(1).shape()).containsExactly(0L, 2L);
    assertThat(numbers(outputs.get(1))).isEmpty();
  }

  @Test
  void givesWhatIsRequested() {
    List<RequestedOutput> requested =
        List.of(
            new RequestedOutput("prediction_id", Map.of()),
            new RequestedOutput("label", Map.of("k", 1)));

    List<OutputTensor> outputs =
        Outputs.of(Task.CLASSIFICATION, requested).of(classes(465, 65), IDS);

    assertThat(texts(outputs.get(0))).containsExactly("a", "b");
    assertThat(outputs.get(1).parameters()).isEqualTo(Map.of("k", 1));
  }

  @Test
  void refusesWhatTheModelDoesNotGive() {
    List<RequestedOutput> value = List.of(new RequestedOutput("value", Map.of()));

    assertThatThrownBy(() -> Outputs.of(Task.CLASSIFICATION, value))
        .isInstanceOf(RefusedRequestException.class)
        .hasMessage(
            "The model has no output 'value'; it has label, probabilities, and prediction_id where"
                + " that is asked for.");
  }

  private static Scores classes(double... lights) {
    try (ScoringModel model =
        ScoringModel.load(
            SmallPackages.onnx(),
            SmallPackages.FEATURES,
            Task.CLASSIFICATION,
            SmallPackages.CLASSES)) {
      return model.score(SmallPackages.rows(lights));
    }
  }

  private static String[] texts(OutputTensor output) {
    return ((OutputTensor.Texts) output.data()).values();
  }

  private static double[] numbers(OutputTensor output) {
    return ((OutputTensor.Numbers) output.data()).values();
  }
}
