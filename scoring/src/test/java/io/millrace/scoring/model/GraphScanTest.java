package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.millrace.problem.Task;
import io.millrace.scoring.test.SmallPackages;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GraphScanTest {

  private static final TensorProto ELSEWHERE =
      TensorProto.newBuilder()
          .setName("secret")
          .setDataType(TensorProto.DataType.FLOAT.getNumber())
          .addDims(1)
          .setDataLocation(TensorProto.DataLocation.EXTERNAL)
          .addExternalData(
              StringStringEntryProto.newBuilder().setKey("location").setValue("../../etc/passwd"))
          .build();

  @Test
  void letsAnOrdinaryGraphPass() {
    assertThatCode(() -> GraphScan.check(SmallPackages.onnx())).doesNotThrowAnyException();
  }

  @Test
  void refusesATensorThatLiesInAnotherFile() {
    requireRefused(changed(graph -> graph.addInitializer(ELSEWHERE)), "in another file");
    requireRefused(
        changed(graph -> graph.addInitializer(ELSEWHERE.toBuilder().clearDataLocation())),
        "in another file");
  }

  @Test
  void refusesSuchATensorHoweverDeepItLies() {
    AttributeProto constant =
        AttributeProto.newBuilder()
            .setName("value")
            .setType(AttributeProto.AttributeType.TENSOR)
            .setT(ELSEWHERE)
            .build();
    GraphProto inner =
        GraphProto.newBuilder()
            .addNode(NodeProto.newBuilder().setOpType("Constant").addAttribute(constant))
            .build();
    AttributeProto branch =
        AttributeProto.newBuilder()
            .setName("then_branch")
            .setType(AttributeProto.AttributeType.GRAPH)
            .setG(inner)
            .build();

    requireRefused(
        changed(
            graph -> graph.addNode(NodeProto.newBuilder().setOpType("If").addAttribute(branch))),
        "in another file");
  }

  @Test
  void refusesOperatorsThatAreNotTheStandards() {
    requireRefused(
        changed(
            graph -> graph.addNode(NodeProto.newBuilder().setOpType("Run").setDomain("evil.ops"))),
        "operators of 'evil.ops'");
    byte[] imported =
        model()
            .addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
            .build()
            .toByteArray();
    requireRefused(imported, "operators of 'com.microsoft'");
  }

  @Test
  void refusesATensorThatSaysItIsLargerThanTheFile() {
    TensorProto huge =
        TensorProto.newBuilder()
            .setName("huge")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(1L << 20)
            .addDims(1L << 20)
            .build();

    requireRefused(changed(graph -> graph.addInitializer(huge)), "larger than the file");
    requireRefused(
        changed(graph -> graph.addInitializer(huge.toBuilder().clearDims().addDims(-1))),
        "larger than the file");
  }

  @Test
  void refusesAGraphThatIsNestedWithoutEnd() {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int i = 0; i < 90; i++) {
      graph =
          GraphProto.newBuilder()
              .addNode(
                  NodeProto.newBuilder()
                      .setOpType("If")
                      .addAttribute(AttributeProto.newBuilder().setName("b").setG(graph)))
              .build();
    }

    requireRefused(ModelProto.newBuilder().setGraph(graph).build().toByteArray(), "nested deeper");
  }

  /** Whatever the bytes are, the answer is a model or a refusal: no other exception, no crash. */
  @Test
  void loadsOrRefusesWhateverIsDoneToAGraph() {
    byte[] whole = SmallPackages.onnx();
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int flip = random.nextInt(4); flip > 0 && bytes.length > 0; flip--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try (ScoringModel model =
          ScoringModel.load(
              bytes, SmallPackages.FEATURES, Task.CLASSIFICATION, SmallPackages.CLASSES)) {
        model.scoreEach(SmallPackages.rows(1, 2));
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  private static void requireRefused(byte[] onnx, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ScoringModel.load(
                    onnx, SmallPackages.FEATURES, Task.CLASSIFICATION, SmallPackages.CLASSES))
        .withMessageContaining(reason);
  }

  private static byte[] changed(Consumer<GraphProto.Builder> change) {
    ModelProto.Builder model = model();
    change.accept(model.getGraphBuilder());
    return model.build().toByteArray();
  }

  private static ModelProto.Builder model() {
    try {
      return ModelProto.parseFrom(SmallPackages.onnx()).toBuilder();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
