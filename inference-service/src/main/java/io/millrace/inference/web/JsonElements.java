package io.millrace.inference.web;

import static io.millrace.inference.protocol.RefusedRequestException.malformed;

import io.millrace.inference.protocol.Datatype;
import io.millrace.inference.protocol.Elements;
import io.millrace.inference.protocol.ElementsBuilder;
import io.millrace.inference.protocol.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A tensor's data as it stands in JSON, flat or nested. It is kept as it was read until the
 * tensor's datatype is known, which may stand behind it.
 */
final class JsonElements {

  private static final int DEEPEST = 8;

  private static final byte MISSING = 0;
  private static final byte TRUE = 1;
  private static final byte FALSE = 2;
  private static final byte WHOLE = 3;
  private static final byte NUMBER = 4;
  private static final byte LARGE = 5;
  private static final byte TEXT = 6;

  private byte[] kinds = new byte[16];

  /** A whole number, a double's bits, or a position among the others. */
  private long[] bits = new long[16];

  private final List<Object> others = new ArrayList<>();
  private final Nesting nesting = new Nesting();
  private int count;

  private JsonElements() {}

  /**
   * @param json at the beginning of an array; afterwards at its end
   */
  static JsonElements read(JsonParser json) {
    JsonElements elements = new JsonElements();
    elements.nesting.open();
    while (elements.nesting.isOpen()) {
      elements.take(json.nextToken(), json);
    }
    return elements;
  }

  private void take(JsonToken token, JsonParser json) {
    switch (token) {
      case START_ARRAY -> nesting.open();
      case END_ARRAY -> nesting.close();
      case VALUE_NULL -> add(MISSING, 0);
      case VALUE_TRUE -> add(TRUE, 0);
      case VALUE_FALSE -> add(FALSE, 0);
      case VALUE_STRING -> addOther(TEXT, json.getString());
      case VALUE_NUMBER_FLOAT -> add(NUMBER, Double.doubleToRawLongBits(json.getDoubleValue()));
      case VALUE_NUMBER_INT -> {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          addOther(LARGE, json.getBigIntegerValue());
        } else {
          add(WHOLE, json.getLongValue());
        }
      }
      default -> throw malformed("The member 'data' holds what is no element of a tensor.");
    }
  }

  private void addOther(byte kind, Object value) {
    add(kind, others.size());
    others.add(value);
  }

  private void add(byte kind, long value) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * count);
      bits = Arrays.copyOf(bits, 2 * count);
    }
    nesting.element();
    kinds[count] = kind;
    bits[count++] = value;
  }

  /** The elements as a datatype's, where they make up a shape. */
  Elements of(String tensor, Datatype datatype, List<Long> shape) {
    nesting.requireFits(tensor, shape);
    Tensor.requireCount(tensor, shape, count);
    ElementsBuilder elements = new ElementsBuilder(tensor, datatype, count);
    for (int i = 0; i < count; i++) {
      put(i, elements);
    }
    return elements.build();
  }

  private void put(int i, ElementsBuilder elements) {
    switch (kinds[i]) {
      case MISSING -> elements.addMissing();
      case TRUE, FALSE -> elements.addFlag(kinds[i] == TRUE);
      case WHOLE -> elements.addWhole(bits[i]);
      case NUMBER -> elements.addNumber(Double.longBitsToDouble(bits[i]));
      case LARGE -> elements.addWhole((BigInteger) others.get((int) bits[i]));
      default -> elements.addText((String) others.get((int) bits[i]));
    }
  }

  /** How long the arrays are at each depth, which has to be the same for all of a depth. */
  private static final class Nesting {

    private final int[] counts = new int[DEEPEST];
    private final int[] lengths = new int[DEEPEST];
    private int depth = -1;
    private int deepest;
    private int elementsAt = -1;
    private boolean even = true;

    Nesting() {
      Arrays.fill(lengths, -1);
    }

    boolean isOpen() {
      return depth >= 0;
    }

    void open() {
      if (depth >= 0) {
        counts[depth]++;
      }
      if (++depth == DEEPEST) {
        throw malformed("The member 'data' is nested deeper than %d arrays.", DEEPEST);
      }
      counts[depth] = 0;
      deepest = Math.max(deepest, depth);
    }

    void close() {
      even &= lengths[depth] < 0 || lengths[depth] == counts[depth];
      lengths[depth] = counts[depth--];
    }

    void element() {
      even &= elementsAt < 0 || elementsAt == depth;
      elementsAt = depth;
      counts[depth]++;
    }

    /** Flat data fit every shape of as many elements. */
    void requireFits(String tensor, List<Long> shape) {
      if (!even || (elementsAt >= 0 && elementsAt != deepest)) {
        throw malformed("The data of the tensor '%s' are nested unevenly.", tensor);
      }
      List<Long> nested =
          Arrays.stream(lengths, 0, deepest + 1).mapToObj(side -> (long) side).toList();
      if (deepest > 0 && !nested.equals(shape)) {
        throw malformed(
            "The data of the tensor '%s' are nested as %s, and its shape is %s.",
            tensor, nested, shape);
      }
    }
  }
}
