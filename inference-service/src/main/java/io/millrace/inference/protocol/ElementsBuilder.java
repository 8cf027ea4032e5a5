package io.millrace.inference.protocol;

import io.millrace.inference.score.Shown;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes the elements of a tensor one after another, and refuses what is not of its datatype. A
 * number is kept as it was given: it is not rounded to the datatype's precision.
 */
public final class ElementsBuilder {

  /** Above it a double may stand for several whole numbers. */
  private static final double EXACT = 1L << 53;

  private static final BigInteger BEYOND_UINT64 = BigInteger.ONE.shiftLeft(64);

  private final String tensor;
  private final Datatype datatype;
  private final double[] numbers;
  private final long[] wholes;
  private final boolean[] flags;
  private final @Nullable String[] texts;
  private final BitSet missing = new BitSet();
  private int next;

  /**
   * @param count how many elements will come
   */
  public ElementsBuilder(String tensor, Datatype datatype, int count) {
    this.tensor = tensor;
    this.datatype = datatype;
    this.flags = new boolean[datatype.kind() == Datatype.Kind.FLAG ? count : 0];
    this.texts = new @Nullable String[datatype.kind() == Datatype.Kind.TEXT ? count : 0];
    this.wholes = new long[isLong(datatype) ? count : 0];
    this.numbers = new double[flags.length + texts.length + wholes.length > 0 ? 0 : count];
  }

  private static boolean isLong(Datatype datatype) {
    return datatype == Datatype.INT64 || datatype == Datatype.UINT64;
  }

  public void addFlag(boolean value) {
    if (datatype.kind() != Datatype.Kind.FLAG) {
      throw refused(value);
    }
    flags[next++] = value;
  }

  public void addWhole(long value) {
    switch (datatype.kind()) {
      case DECIMAL -> addNumber(value);
      case WHOLE -> {
        if (!datatype.holds(value)) {
          throw refused(value);
        }
        putWhole(value);
      }
      case FLAG, TEXT -> throw refused(value);
    }
  }

  public void addWhole(BigInteger value) {
    if (datatype.kind() == Datatype.Kind.DECIMAL) {
      addNumber(value.doubleValue());
    } else if (datatype == Datatype.UINT64
        && value.signum() >= 0
        && value.compareTo(BEYOND_UINT64) < 0) {
      putWhole(value.longValue());
    } else {
      throw refused(value);
    }
  }

  /**
   * @param bits of a number from 0 on
   */
  public void addUnsigned(long bits) {
    if (bits >= 0) {
      addWhole(bits);
    } else {
      addWhole(new BigInteger(Long.toUnsignedString(bits)));
    }
  }

  public void addNumber(double value) {
    if (Double.isNaN(value) && datatype.kind() != Datatype.Kind.DECIMAL) {
      addMissing();
    } else if (datatype.kind() == Datatype.Kind.WHOLE) {
      if (value != Math.rint(value) || Math.abs(value) > EXACT) {
        throw refused(value);
      }
      addWhole((long) value);
    } else if (datatype.kind() == Datatype.Kind.DECIMAL && datatype.holds(value)) {
      numbers[next++] = value;
    } else {
      throw refused(value);
    }
  }

  public void addText(String value) {
    if (datatype.kind() != Datatype.Kind.TEXT) {
      throw refused('"' + value + '"');
    }
    texts[next++] = value;
  }

  public void addText(ByteBuffer utf8) {
    try {
      addText(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException e) {
      throw refused("other bytes");
    }
  }

  public void addMissing() {
    if (numbers.length > 0) {
      numbers[next] = Double.NaN;
    }
    missing.set(next++);
  }

  private void putWhole(long value) {
    if (wholes.length > 0) {
      wholes[next++] = value;
    } else {
      numbers[next++] = value;
    }
  }

  private RefusedRequestException refused(Object value) {
    return RefusedRequestException.malformed(
        "The tensor '%s' has %s as element %d; of the datatype %s is %s.",
        tensor, Shown.of(value.toString()), next, datatype, datatype.allowed());
  }

  public Elements build() {
    return switch (datatype.kind()) {
      case FLAG -> new Elements.Flags(flags, missing);
      case TEXT -> new Elements.Texts(texts);
      case DECIMAL -> new Elements.Numbers(numbers);
      case WHOLE ->
          isLong(datatype)
              ? new Elements.Wholes(wholes, datatype == Datatype.UINT64, missing)
              : new Elements.Numbers(numbers);
    };
  }
}
