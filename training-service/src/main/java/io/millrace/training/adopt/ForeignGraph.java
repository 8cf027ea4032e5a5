package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A graph as somebody else wrote it. */
record ForeignGraph(ModelProto model) {

  /** From this version on operators broadcast and reshape as ours need it. */
  private static final long OLDEST_OPSET = 7;

  static ForeignGraph read(byte[] onnx) throws UnfitException {
    try {
      ModelProto model = ModelProto.parseFrom(onnx);
      if (model.getGraph().getNodeCount() == 0 || model.getGraph().getOutputCount() == 0) {
        throw new UnfitException("it is no ONNX model: there is no graph with an output in it");
      }
      for (OperatorSetIdProto opset : model.getOpsetImportList()) {
        if (isStandard(opset.getDomain()) && opset.getVersion() < OLDEST_OPSET) {
          throw new UnfitException(
              "it is of opset %d; allowed: %d and newer"
                  .formatted(opset.getVersion(), OLDEST_OPSET));
        }
      }
      return new ForeignGraph(model);
    } catch (InvalidProtocolBufferException e) {
      throw new UnfitException("it is no ONNX model: its bytes are no message of that kind");
    }
  }

  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  GraphProto graph() {
    return model.getGraph();
  }

  /** What has to be given to it; old graphs name their constants among the inputs, too. */
  List<Port> inputs() {
    Set<String> constants = constants();
    return graph().getInputList().stream()
        .filter(input -> !constants.contains(input.getName()))
        .map(Port::of)
        .toList();
  }

  List<Port> outputs() {
    return graph().getOutputList().stream().map(Port::of).toList();
  }

  Set<String> constants() {
    return graph().getInitializerList().stream()
        .map(TensorProto::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<TensorProto> constant(String name) {
    return graph().getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst();
  }

  /** What the graph says of a value within it. */
  Optional<Port> port(String name) {
    return Stream.concat(graph().getValueInfoList().stream(), graph().getOutputList().stream())
        .filter(info -> info.getName().equals(name))
        .findFirst()
        .map((ValueInfoProto info) -> Port.of(info));
  }

  /** The nodes of some operators. */
  Stream<NodeProto> nodes(Set<String> operators) {
    return graph().getNodeList().stream().filter(node -> operators.contains(node.getOpType()));
  }

  /** The node that makes a value. */
  Optional<NodeProto> maker(String value) {
    return graph().getNodeList().stream()
        .filter(node -> node.getOutputList().contains(value))
        .findFirst();
  }

  static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst();
  }
}
