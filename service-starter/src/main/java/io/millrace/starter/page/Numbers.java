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

  /** As short as tells it from its neighbours on an axis. */
  public static String brief(double value, int digits) {
    if (!Double.isFinite(value) || value == 0) {
      return text(value);
    }
    double size = Math.abs(value);
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    return size >= 1e7 || size < 1e-4
        ? String.format(Locale.ROOT, "%." + Math.max(0, digits - 1) + "e", value)
        : rounded.stripTrailingZeros().toPlainString();
  }

  /** Of the same number of decimals as others: 12.5 %. */
  public static String percent(double share) {
    double hundredths = 100 * share;
    return hundredths > 0 && hundredths < 0.1
        ? "< 0.1 %"
        : String.format(
            Locale.ROOT,
            hundredths >= 99.95 || hundredths == 0 ? "%.0f %%" : "%.1f %%",
            hundredths);
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
