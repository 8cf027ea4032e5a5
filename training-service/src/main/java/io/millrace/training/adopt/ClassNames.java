package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a graph's probabilities are of: as it was said; else as the graph itself says; else the
 * landed labels, in alphabetical order.
 *
 * @param stated empty where nobody has said
 * @param landed empty where none have landed
 */
record ClassNames(List<String> stated, List<String> landed) {

  private static final List<String> ATTRIBUTES =
      List.of("classlabels_strings", "classlabels_int64s", "classlabels_ints");
  private static final Set<String> CLASSIFIERS =
      Set.of("ZipMap", "TreeEnsembleClassifier", "LinearClassifier", "SVMClassifier");

  /**
   * @param count of the probabilities; {@value Port#ANY} where it is open
   */
  List<String> of(ForeignGraph graph, long count) throws UnfitException {
    return of(own(graph), count);
  }

  /** Of a program, which says nothing of them. */
  List<String> ofProgram() throws UnfitException {
    return of(List.of(), Port.ANY);
  }

  private List<String> of(List<String> own, long count) throws UnfitException {
    List<String> names = !stated.isEmpty() ? stated : !own.isEmpty() ? own : landed;
    String from = !stated.isEmpty() ? "as stated" : !own.isEmpty() ? "in the model" : "that landed";
    if (names.isEmpty()) {
      throw new UnfitException(
          "nothing says what its probabilities are of; name the classes in their order (--classes)");
    }
    if (names.size() < 2 || (count != Port.ANY && names.size() != count)) {
      throw new UnfitException(
          "it gives %s probabilities, and the classes %s are %s; name them in their order (--classes)"
              .formatted(count == Port.ANY ? "two or more" : count, from, names));
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw new UnfitException("a class is named twice among " + names);
    }
    List<String> strange = landed.stream().filter(label -> !names.contains(label)).toList();
    if (!strange.isEmpty()) {
      throw new UnfitException(
          "labels that have landed are %s, which the classes %s, %s, do not have; name the classes in the order of its probabilities (--classes)"
              .formatted(strange, from, names));
    }
    return names;
  }

  private static List<String> own(ForeignGraph graph) {
    List<List<String>> all =
        Stream.concat(
                graph.nodes(CLASSIFIERS).map(ClassNames::attribute),
                graph.nodes(Set.of("ArrayFeatureExtractor")).map(node -> extracted(node, graph)))
            .filter(names -> names.size() > 1)
            .distinct()
            .toList();
    return all.size() == 1 ? all.getFirst() : List.of();
  }

  private static List<String> attribute(NodeProto node) {
    return ATTRIBUTES.stream()
        .flatMap(name -> ForeignGraph.attribute(node, name).stream())
        .map(ClassNames::values)
        .filter(values -> !values.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> values(AttributeProto attribute) {
    return attribute.getStringsCount() > 0
        ? attribute.getStringsList().stream().map(ByteString::toStringUtf8).toList()
        : attribute.getIntsList().stream().map(Object::toString).toList();
  }

  /** The label is looked up in a constant. */
  private static List<String> extracted(NodeProto node, ForeignGraph graph) {
    Optional<TensorProto> constant = graph.constant(node.getInput(0));
    return constant.map(ClassNames::values).orElse(List.of());
  }

  private static List<String> values(TensorProto tensor) {
    return switch (tensor.getDataType()) {
      case DataType.STRING_VALUE ->
          tensor.getStringDataList().stream().map(ByteString::toStringUtf8).toList();
      case DataType.INT64_VALUE ->
          tensor.hasRawData()
              ? raw(tensor, Long.BYTES)
              : tensor.getInt64DataList().stream().map(Object::toString).toList();
      case DataType.INT32_VALUE ->
          tensor.hasRawData()
              ? raw(tensor, Integer.BYTES)
              : tensor.getInt32DataList().stream().map(Object::toString).toList();
      default -> List.of();
    };
  }

  private static List<String> raw(TensorProto tensor, int size) {
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    List<String> values = new ArrayList<>();
    while (bytes.remaining() >= size) {
      values.add(Long.toString(size == Long.BYTES ? bytes.getLong() : bytes.getInt()));
    }
    return values;
  }
}
