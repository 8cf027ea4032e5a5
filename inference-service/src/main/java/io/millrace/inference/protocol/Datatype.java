package io.millrace.inference.protocol;

import java.util.Arrays;

/** What the elements of a tensor are. */
public enum Datatype {
  BOOL(Kind.FLAG, 1, 0, 1),
  INT8(Kind.WHOLE, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  INT16(Kind.WHOLE, 2, Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(Kind.WHOLE, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(Kind.WHOLE, 8, Long.MIN_VALUE, Long.MAX_VALUE),
  UINT8(Kind.WHOLE, 1, 0, (1 << 8) - 1),
  UINT16(Kind.WHOLE, 2, 0, (1 << 16) - 1),
  UINT32(Kind.WHOLE, 4, 0, (1L << 32) - 1),
  /** Its upper half is negative in a {@code long}. */
  UINT64(Kind.WHOLE, 8, 0, Long.MAX_VALUE),
  FP16(Kind.DECIMAL, 2, 0, 0),
  FP32(Kind.DECIMAL, 4, 0, 0),
  FP64(Kind.DECIMAL, 8, 0, 0),
  /** Of any size: texts in UTF-8. */
  BYTES(Kind.TEXT, 0, 0, 0);

  enum Kind {
    FLAG,
    WHOLE,
    DECIMAL,
    TEXT
  }

  private final Kind kind;
  private final int size;
  private final long least;
  private final long most;

  Datatype(Kind kind, int size, long least, long most) {
    this.kind = kind;
    this.size = size;
    this.least = least;
    this.most = most;
  }

  /**
   * @throws RefusedRequestException where the protocol has none of the name
   */
  public static Datatype of(String tensor, String name) {
    return Arrays.stream(values())
        .filter(datatype -> datatype.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedRequestException.malformed(
                    "The tensor '%s' has the datatype '%s'; allowed: %s.",
                    tensor, name, Arrays.toString(values())));
  }

  Kind kind() {
    return kind;
  }

  /** Bytes of an element in raw contents; 0 where each has its own. */
  int size() {
    return size;
  }

  boolean holds(long value) {
    return value >= least && value <= most;
  }

  /** Whether a number is not beyond what the type has finite numbers for. */
  boolean holds(double value) {
    if (!Double.isFinite(value)) {
      return true;
    }
    return switch (this) {
      case FP16 -> Float.isFinite(Float.float16ToFloat(Float.floatToFloat16((float) value)));
      case FP32 -> Float.isFinite((float) value);
      default -> true;
    };
  }

  /** What an element may be, in words. */
  String allowed() {
    return switch (kind) {
      case FLAG -> "true or false";
      case WHOLE ->
          "a whole number from %d to %s".formatted(least, this == UINT64 ? "2^64 - 1" : most);
      case DECIMAL -> "a number within the type's";
      case TEXT -> "text in UTF-8";
    };
  }
}
