package io.millrace.starter.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers are written for people. */
public final class Numbers {

  private static final int DECIMALS = 4;
  private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_UP);

  private Numbers() {}

  /** Four decimals, fewer where they are zeros; five digits of a large or tiny number. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    double size = Math.abs(value);
    BigDecimal rounded =
        size >= 1 || size < 0.001
            ? exact.round(DIGITS)
            : exact.setScale(DECIMALS, RoundingMode.HALF_UP);
    BigDecimal bare = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    return size > 0 && (size >= 1e9 || size < 1e-6)
        ? String.format(Locale.ROOT, "%.2e", value)
        : bare.toPlainString();
  }

  /** A dash where there is none. */
  public static String text(@Nullable Double value) {
    return value == null ? "\u2013" : text(value.doubleValue());
  }

  /** 20,560. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
