package io.millrace.scoring.features;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.millrace.problem.Prepare.Arithmetic;
import io.millrace.problem.Prepare.TimePart;
import java.util.List;

/** How one raw feature becomes one or more of a model's numbers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "encoder")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Encoder.NumberEncoder.class, name = "number"),
  @JsonSubTypes.Type(value = Encoder.CategoryEncoder.class, name = "category"),
  @JsonSubTypes.Type(value = Encoder.TimeEncoder.class, name = "time"),
  @JsonSubTypes.Type(value = Encoder.PairEncoder.class, name = "pair")
})
public sealed interface Encoder {

  /** How many numbers it gives. */
  int width();

  /** What it calls them. */
  List<String> names();

  /**
   * {@code (value - mean) / scale} of a number or boolean; a missing value is {@code fill} first.
   *
   * @param fill NaN leaves it missing: the column is NaN there
   * @param scale not 0; 1 (with a mean of 0) leaves the value as it is
   */
  record NumberEncoder(String feature, double fill, double mean, double scale) implements Encoder {
    public NumberEncoder {
      requireScaling(feature, mean, scale);
      if (Double.isInfinite(fill)) {
        throw new IllegalArgumentException(feature + ": fill is " + fill);
      }
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public List<String> names() {
      return List.of(feature);
    }
  }

  /**
   * One number for each category, 1 where the value is that category and 0 elsewhere. A missing
   * value is the category {@code ""} if that is among them; an unknown one is 0 everywhere.
   */
  record CategoryEncoder(String feature, List<String> categories) implements Encoder {
    public CategoryEncoder {
      categories = List.copyOf(categories);
    }

    @Override
    public int width() {
      return categories.size();
    }

    @Override
    public List<String> names() {
      return categories.stream().map(category -> feature + "=" + category).toList();
    }
  }

  /** {@code (part - mean) / scale} of the event's time in UTC. */
  record TimeEncoder(String name, TimePart part, double mean, double scale) implements Encoder {
    public TimeEncoder {
      requireScaling(name, mean, scale);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public List<String> names() {
      return List.of(name);
    }
  }

  /**
   * {@code (value - mean) / scale} of a sum, difference, product or ratio of two numbers or
   * booleans; {@code fill} is the value where either is missing or the result is not finite.
   */
  record PairEncoder(
      String name,
      Arithmetic operation,
      String first,
      String second,
      double fill,
      double mean,
      double scale)
      implements Encoder {
    public PairEncoder {
      requireScaling(name, mean, scale);
      if (Double.isInfinite(fill)) {
        throw new IllegalArgumentException(name + ": fill is " + fill);
      }
    }

    double value(double one, double other) {
      double value =
          switch (operation) {
            case SUM -> one + other;
            case DIFFERENCE -> one - other;
            case PRODUCT -> one * other;
            case RATIO -> one / other;
          };
      return Double.isFinite(value) ? value : fill;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public List<String> names() {
      return List.of(name);
    }
  }

  private static void requireScaling(String name, double mean, double scale) {
    if (!Double.isFinite(mean) || !Double.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException(
          "%s: mean is %s and scale %s".formatted(name, mean, scale));
    }
  }
}
