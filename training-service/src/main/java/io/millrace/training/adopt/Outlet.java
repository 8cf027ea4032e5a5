package io.millrace.training.adopt;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.millrace.scoring.model.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The value of a graph that is its answer. */
record Outlet(Port port) {

  static Outlet of(ForeignGraph graph, boolean numbers) throws UnfitException {
    List<Port> real = graph.outputs().stream().filter(Port::isReal).toList();
    Optional<Port> found =
        real.size() == 1
            ? Optional.of(real.getFirst())
            : real.isEmpty() ? beforeZipMap(graph) : probabilities(real);
    Port port = found.orElseThrow(() -> new UnfitException(refusal(graph.outputs(), numbers)));
    boolean fits = port.shape().size() <= 2 && (!numbers || port.width() == 1 || !port.hasShape());
    if (!fits) {
      throw new UnfitException(refusal(graph.outputs(), numbers));
    }
    return new Outlet(port);
  }

  private static Optional<Port> probabilities(List<Port> real) {
    List<Port> named =
        real.stream()
            .filter(port -> port.name().toLowerCase(java.util.Locale.ROOT).contains("prob"))
            .toList();
    return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
  }

  /** It makes maps of what would have been a tensor. */
  private static Optional<Port> beforeZipMap(ForeignGraph graph) {
    return graph
        .nodes(Set.of("ZipMap"))
        .findFirst()
        .map((NodeProto zip) -> zip.getInput(0))
        .map(
            value ->
                graph
                    .port(value)
                    .orElseGet(() -> new Port(value, DataType.FLOAT_VALUE, false, List.of())));
  }

  /** How many classes it tells apart; {@value Port#ANY} where it does not say. */
  long classes() {
    return isSingle() ? 2 : port.hasShape() ? port.width() : Port.ANY;
  }

  /** Whether it gives one number a row. */
  boolean isSingle() {
    return port.hasShape() && port.width() == 1;
  }

  private static String refusal(List<Port> outputs, boolean numbers) {
    String found = outputs.stream().map(Port::toString).collect(Collectors.joining("; "));
    return "it gives %s; allowed: %s"
        .formatted(
            found,
            numbers
                ? "one tensor of float or double [any] or [any, 1], the predicted number"
                : "one tensor of float or double [any, classes], probabilities or logits, or [any] or [any, 1] of the second of two classes, beside the labels or without them");
  }

  /**
   * What ours answers with.
   *
   * @param reading of what theirs gives
   */
  String weld(Weld weld, Renaming names, boolean numbers, Reading reading) {
    String value = weld.cast(names.of(port.name()), DataType.FLOAT_VALUE, "answer/float");
    if (numbers) {
      return weld.shaped(value, false, "value");
    }
    boolean scores = reading == Reading.SCORES;
    if (!isSingle()) {
      return scores
          ? weld.node("Softmax", "probabilities", List.of(value), Weld.number("axis", 1))
          : weld.same(value, "probabilities");
    }
    String column = weld.shaped(value, false, "answer/column");
    String second = scores ? weld.node("Sigmoid", "answer/second", List.of(column)) : column;
    String first = weld.less(second, "answer/first");
    return weld.node("Concat", "probabilities", List.of(first, second), Weld.number("axis", 1));
  }
}
