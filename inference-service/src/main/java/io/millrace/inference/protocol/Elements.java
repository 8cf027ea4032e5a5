package io.millrace.inference.protocol;

import java.math.BigInteger;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The elements of a tensor, flat and in row-major order, without a box for each. */
public sealed interface Elements {

  int count();

  /** A {@link Number}, {@link Boolean} or {@link String}; null where it is missing. */
  @Nullable Object at(int index);

  /**
   * @param values NaN where missing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Numbers(double[] values) implements Elements {

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public @Nullable Object at(int index) {
      return Double.isNaN(values[index]) ? null : values[index];
    }
  }

  /** Whole numbers that a double may not hold exactly. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Wholes(long[] values, boolean unsigned, BitSet missing) implements Elements {

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public @Nullable Object at(int index) {
      if (missing.get(index)) {
        return null;
      }
      return unsigned && values[index] < 0
          ? new BigInteger(Long.toUnsignedString(values[index]))
          : (Object) values[index];
    }
  }

  /** True and false. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Flags(boolean[] values, BitSet missing) implements Elements {

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public @Nullable Object at(int index) {
      return missing.get(index) ? null : (Object) values[index];
    }
  }

  /**
   * @param values null where missing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  record Texts(@Nullable String[] values) implements Elements {

    @Override
    public int count() {
      return values.length;
    }

    @Override
    public @Nullable Object at(int index) {
      return values[index];
    }
  }
}
