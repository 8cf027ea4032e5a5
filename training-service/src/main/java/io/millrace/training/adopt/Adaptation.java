package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.millrace.event.Schema;
import io.millrace.problem.Task;
import io.millrace.scoring.features.FittedFeatures;
import io.millrace.scoring.model.Reading;
import java.util.List;
import java.util.Map;

/**
 * Puts somebody else's ONNX graph between an input and an output such as every package's graph has:
 * whoever serves it need not know where it came from.
 *
 * @param words that each category is known to take
 * @param classes that its probabilities may be of
 */
public record Adaptation(
    Schema schema, Task task, Map<String, List<String>> words, Classes classes) {

  private static final String FEATURES = "features";
  private static final long OPSET = 17;
  private static final Renaming NAMES = new Renaming("imported/");

  public Adaptation {
    words = Map.copyOf(words);
  }

  /**
   * @param stated in the order of the probabilities; empty where nobody has said
   * @param landed labels, in alphabetical order; empty where there are none
   */
  public record Classes(List<String> stated, List<String> landed) {}

  /** What became of a graph. */
  public sealed interface Adapted {

    /**
     * @param model as every package's graph; or the program
     * @param features its columns
     * @param classes empty for a number
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes handed on, never compared
    record Fits(byte[] model, FittedFeatures features, List<String> classes) implements Adapted {}

    /**
     * @param reason what was found and what is allowed
     */
    record Unfit(String reason) implements Adapted {}
  }

  public Adapted adapt(byte[] onnx, Reading reading) {
    try {
      ForeignGraph graph = ForeignGraph.read(onnx);
      boolean numbers = task == Task.REGRESSION;
      Inlets inlets = Inlets.of(graph.inputs(), schema, words);
      Outlet outlet = Outlet.of(graph, numbers);
      List<String> names =
          numbers
              ? List.of()
              : new ClassNames(classes.stated(), classes.landed()).of(graph, outlet.classes());
      Weld before = new Weld();
      inlets.weld(before, FEATURES, NAMES);
      Weld behind = new Weld();
      String answer = outlet.weld(behind, NAMES, numbers, reading);
      GraphProto theirs = NAMES.of(graph.graph());
      GraphProto.Builder whole = theirs.toBuilder().clearNode().clearInput().clearOutput();
      whole.addInput(floats(FEATURES, inlets.features().width()));
      constants(graph, whole);
      whole.addAllNode(before.nodes());
      whole.addAllNode(theirs.getNodeList());
      whole.addAllNode(behind.nodes());
      whole.addOutput(floats(answer, numbers ? 1 : names.size()));
      return new Adapted.Fits(
          opsets(graph.model().toBuilder().setGraph(whole)).build().toByteArray(),
          inlets.features(),
          names);
    } catch (UnfitException e) {
      return new Adapted.Unfit(e.reason());
    }
  }

  /** A TorchScript program stays as it is: its answers are made of its numbers when it is run. */
  public Adapted program(byte[] program) {
    try {
      List<String> names =
          task == Task.REGRESSION
              ? List.of()
              : new ClassNames(classes.stated(), classes.landed()).ofProgram();
      return new Adapted.Fits(program, Inlets.matrix(schema), names);
    } catch (UnfitException e) {
      return new Adapted.Unfit(e.reason());
    }
  }

  /** Old graphs have to name them among the inputs. */
  private static void constants(ForeignGraph graph, GraphProto.Builder whole) {
    graph.graph().getInputList().stream()
        .filter(input -> graph.constants().contains(input.getName()))
        .forEach(input -> whole.addInput(input.toBuilder().setName(NAMES.of(input.getName()))));
  }

  private static ModelProto.Builder opsets(ModelProto.Builder model) {
    boolean isThere =
        model.getOpsetImportList().stream()
            .anyMatch(opset -> ForeignGraph.isStandard(opset.getDomain()));
    return isThere
        ? model
        : model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
  }

  private static ValueInfoProto floats(String name, long columns) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(Dimension.newBuilder().setDimParam("rows"))
            .addDim(Dimension.newBuilder().setDimValue(columns));
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
