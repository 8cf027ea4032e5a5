package io.millrace.scoring.model;

import java.util.Set;

/**
 * Looks a graph over before ONNX Runtime sees it: it may name no file outside itself, no operators
 * but the standard's, and no tensor that is larger than the file.
 */
final class GraphScan {

  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");
  private static final int DEEPEST = 32;

  private final long largestTensor;

  private GraphScan(long largestTensor) {
    this.largestTensor = largestTensor;
  }

  /**
   * @throws IllegalArgumentException where there is something in it that is not to be run; the
   *     message is a plain sentence part
   */
  static void check(byte[] onnx) {
    // Two values to a byte is the densest that there is.
    new GraphScan(2L * onnx.length).scan(Part.MODEL, new Wire(onnx), 0);
  }

  /** The messages of ONNX that lead to a tensor or an operator. */
  private enum Part {
    MODEL,
    OPSET,
    TRAINING,
    FUNCTION,
    GRAPH,
    NODE,
    ATTRIBUTE,
    SPARSE,
    TENSOR,
    OTHER;

    /** What a field of it holds. */
    Part part(int field) {
      return switch (this) {
        case MODEL ->
            switch (field) {
              case 7 -> GRAPH;
              case 8 -> OPSET;
              case 20 -> TRAINING;
              case 25 -> FUNCTION;
              default -> OTHER;
            };
        case TRAINING -> field == 1 || field == 2 ? GRAPH : OTHER;
        case FUNCTION ->
            switch (field) {
              case 7 -> NODE;
              case 9 -> OPSET;
              case 11 -> ATTRIBUTE;
              default -> OTHER;
            };
        case GRAPH ->
            switch (field) {
              case 1 -> NODE;
              case 5 -> TENSOR;
              case 15 -> SPARSE;
              default -> OTHER;
            };
        case NODE -> field == 5 ? ATTRIBUTE : OTHER;
        case ATTRIBUTE ->
            switch (field) {
              case 5, 10 -> TENSOR;
              case 6, 11 -> GRAPH;
              case 22, 23 -> SPARSE;
              default -> OTHER;
            };
        case SPARSE -> field == 1 || field == 2 ? TENSOR : OTHER;
        case OPSET, TENSOR, OTHER -> OTHER;
      };
    }
  }

  private void scan(Part part, Wire wire, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("the graph is nested deeper than " + DEEPEST);
    }
    if (part == Part.TENSOR) {
      tensor(wire);
      return;
    }
    while (wire.next()) {
      Part held = part.part(wire.field());
      if (held != Part.OTHER && wire.isMessage()) {
        scan(held, wire.message(), depth + 1);
      } else if ((part == Part.OPSET && wire.field() == 1)
          || (part == Part.NODE && wire.field() == 7)) {
        requireStandard(wire.text());
      }
    }
  }

  private static void requireStandard(String domain) {
    if (!DOMAINS.contains(domain)) {
      throw new IllegalArgumentException(
          "the graph uses operators of '%s', which is not the standard's"
              .formatted(domain.substring(0, Math.min(domain.length(), 80))));
    }
  }

  private void tensor(Wire wire) {
    long values = 1;
    while (wire.next()) {
      switch (wire.field()) {
        case 1 -> values = dimensions(wire, values);
        case 13, 14 -> requireInside(wire);
        default -> {}
      }
    }
  }

  private long dimensions(Wire wire, long before) {
    if (!wire.isMessage()) {
      return times(before, wire.number());
    }
    long values = before;
    Wire packed = wire.message();
    while (packed.nextPacked()) {
      values = times(values, packed.number());
    }
    return values;
  }

  private long times(long values, long dimension) {
    if (dimension < 0 || (values > 0 && dimension > largestTensor / values)) {
      throw new IllegalArgumentException("a tensor of the graph is larger than the file");
    }
    return values * dimension;
  }

  private static void requireInside(Wire wire) {
    if (wire.isMessage() || wire.number() != 0) {
      throw new IllegalArgumentException("a tensor of the graph lies in another file");
    }
  }
}
