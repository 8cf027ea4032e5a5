package io.millrace.inference.protocol;

import static io.millrace.inference.protocol.RefusedRequestException.malformed;

import java.util.List;

/**
 * An input of a request.
 *
 * @param elements as many as the shape says
 */
public record Tensor(String name, Datatype datatype, List<Long> shape, Elements elements) {

  private static final int MOST_SIDES = 8;

  public Tensor {
    shape = List.copyOf(shape);
    requireCount(name, shape, elements.count());
  }

  /**
   * @throws RefusedRequestException where a shape is none, or is not of that many elements
   */
  public static void requireCount(String name, List<Long> shape, long count) {
    if (shape.size() > MOST_SIDES) {
      throw malformed("The tensor '%s' has a shape of more than %d sides.", name, MOST_SIDES);
    }
    if (shape.isEmpty() || shape.stream().anyMatch(side -> side < 0)) {
      throw malformed("The tensor '%s' has the shape %s, which is none.", name, shape);
    }
    if (elements(shape) != count) {
      throw malformed(
          "The tensor '%s' has %d elements, which do not make up its shape %s.",
          name, count, shape);
    }
  }

  /** Negative where they are beyond counting. */
  private static long elements(List<Long> shape) {
    if (shape.contains(0L)) {
      return 0;
    }
    long product = 1;
    for (long side : shape) {
      if (Math.multiplyHigh(product, side) != 0 || product * side < 0) {
        return -1;
      }
      product *= side;
    }
    return product;
  }

  /** Whether it may be the values of one feature. */
  boolean isColumn() {
    return shape.size() == 1 || (shape.size() == 2 && shape.get(1) == 1);
  }

  boolean isMatrix() {
    return shape.size() == 2;
  }
}
