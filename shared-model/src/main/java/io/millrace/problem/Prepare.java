package io.millrace.problem;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Step 3: how events become numbers. Fitted on the training part only, kept inside the model and
 * applied alike to every event it scores. Categories are always one-hot encoded.
 *
 * @param holdout the rows kept for evaluation
 * @param validation the rows of the training part that models are compared on before that
 */
public record Prepare(Holdout holdout, Validation validation, List<Step> steps) {

  public Prepare {
    steps = List.copyOf(steps);
  }

  /**
   * Which rows are kept for evaluation.
   *
   * @param size a share, unless it is the latest rows that are kept
   * @param groups whether the rows of one {@code data.key} stay together on one side
   */
  public record Holdout(By by, Size size, boolean groups) {

    public Holdout {
      if (by != By.LATEST && !(size instanceof Size.Share)) {
        throw new IllegalArgumentException("rows are drawn one by one, so it takes a share");
      }
    }

    /** How a problem file would say it. */
    public String words() {
      return "%s %s%s".formatted(by.word(), size.words(), groups ? ", groups" : "");
    }
  }

  /** How many of the rows. */
  public sealed interface Size {

    /**
     * @param share within (0, 0.5]
     */
    record Share(double share) implements Size {}

    /**
     * As many, or half of the rows where there are less than twice as many.
     *
     * @param count 1 at least
     */
    record Rows(int count) implements Size {}

    /** One at least. */
    default long of(long rows) {
      return Math.max(
          1,
          switch (this) {
            case Share(double share) -> Math.round(rows * share);
            case Rows(int count) -> Math.min(count, rows / 2);
          });
    }

    /** How a problem file would say it. */
    default String words() {
      return switch (this) {
        case Share(double share) ->
            BigDecimal.valueOf(100 * share)
                    .setScale(2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString()
                + "%";
        case Rows(int count) -> count + " rows";
      };
    }
  }

  /** What decides on which side a row is. */
  public enum By {
    /** The event's time: what came last is held out. */
    LATEST,
    /** The seed. For rows without an order in time. */
    RANDOM,
    /** The seed, the same share of each class. For rows without an order in time. */
    STRATIFIED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How the training part is parted to compare models; by what the holdout is chosen by. */
  public sealed interface Validation {

    /** A fifth; where rows are few, folds. */
    record Automatic() implements Validation {}

    /**
     * One split.
     *
     * @param share of the training rows; within (0, 0.5]
     */
    record Share(double share) implements Validation {}

    /** Several splits: in time, each is judged on what came after it. */
    record Folds(int count) implements Validation {}
  }

  /** One step, in the order of the file. */
  public sealed interface Step {

    /** Fills missing numbers and booleans; a missing category is a category of its own. */
    record Impute(Strategy strategy) implements Step {}

    /** New features; the map's keys are their names. */
    record Derive(Map<String, Derived> features) implements Step {
      public Derive {
        features = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(features));
      }
    }

    /**
     * Zero mean and unit variance.
     *
     * @param features the features by name; empty: every number
     */
    record Standardise(Set<String> features) implements Step {
      public Standardise {
        features = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(features));
      }
    }
  }

  /** What a missing number or boolean becomes. */
  public enum Strategy {
    MEDIAN,
    MEAN,
    ZERO,
    /**
     * It stays missing, and each way to learn deals with it: trees learn where to send it, the
     * others take the mean.
     */
    NONE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What a new feature is made of. */
  public sealed interface Derived {}

  /** Two features of one event, numbers or booleans, as one number. */
  public record Pair(Arithmetic operation, String first, String second) implements Derived {}

  /** What is done with two numbers. */
  public enum Arithmetic {
    SUM,
    DIFFERENCE,
    PRODUCT,
    /** Missing where the second is 0. */
    RATIO;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A part of the event's time (UTC), as a number. */
  public enum TimePart implements Derived {
    /** 0 to 23, with minutes as a fraction. */
    HOUR_OF_DAY,
    /** 1 (Monday) to 7. */
    DAY_OF_WEEK,
    /** 1 to 12. */
    MONTH,
    /** 1 to 366. */
    DAY_OF_YEAR;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
