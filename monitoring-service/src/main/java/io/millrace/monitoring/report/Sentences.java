package io.millrace.monitoring.report;

import io.millrace.monitoring.compare.Distribution;
import io.millrace.monitoring.compare.Distribution.Spread;
import io.millrace.monitoring.compare.Finding;
import io.millrace.monitoring.observe.WindowReport;
import io.millrace.starter.page.Numbers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found, as a person would say it. */
final class Sentences {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Sentences() {}

  /**
   * @param features the strongest first
   * @param answers empty where they were not compared
   */
  static String verdict(List<Moved> features, Optional<Moved> answers) {
    List<Moved> moved = features.stream().filter(Moved::drifted).toList();
    String said = moved.isEmpty() ? stood(features) : moved(moved, features.size());
    if (answers.isEmpty()) {
      return said + ".";
    }
    return "%s. %s.".formatted(said, answers(answers.get(), !moved.isEmpty())).strip();
  }

  private static String stood(List<Moved> features) {
    return switch (features.size()) {
      case 0 -> "No feature was compared";
      case 1 -> "The only feature is as it was in training";
      default -> "All %d features are as they were in training".formatted(features.size());
    };
  }

  private static String moved(List<Moved> moved, int all) {
    Moved first = moved.getFirst();
    String how = "%s (%s)".formatted(first.column(), size(first));
    if (moved.size() == 1) {
      return all == 1
          ? "The only feature moved: " + how
          : "One of %d features moved: %s".formatted(all, how);
    }
    return moved.size() == all
        ? "All %d features moved, most of all %s".formatted(all, how)
        : "%d of %d features moved, most of all %s".formatted(moved.size(), all, how);
  }

  private static String answers(Moved answers, boolean featuresMoved) {
    if (answers.drifted()) {
      return "The model\u2019s answers moved%s (%s)"
          .formatted(featuresMoved ? " with them" : "", size(answers));
    }
    return featuresMoved
        ? "The model\u2019s answers did not move"
        : "So are the model\u2019s answers";
  }

  /** {@code PSI 3.71, 37 times what is allowed}. */
  static String size(Moved column) {
    WindowReport.Test test = column.leading();
    return "%s %s, %s times what is allowed"
        .formatted(test(test.test()), Numbers.brief(test.statistic(), 3), times(column.strength()));
  }

  static String times(double strength) {
    return strength >= 10
        ? Numbers.count(Math.round(strength))
        : String.format(Locale.ROOT, "%.1f", strength);
  }

  /** A test's name for people. */
  static String test(String word) {
    return switch (word) {
      case Finding.PSI -> "PSI";
      case Finding.JENSEN_SHANNON -> "Jensen\u2013Shannon";
      case Finding.HELLINGER -> "Hellinger";
      case Finding.WASSERSTEIN -> "Wasserstein";
      case Finding.KOLMOGOROV_SMIRNOV -> "Kolmogorov\u2013Smirnov";
      case Finding.CHI_SQUARED -> "chi-squared";
      default -> word;
    };
  }

  /** Where numbers lie; null of words, and where there are none. */
  static @Nullable String spread(Distribution of) {
    Spread usual = of.usual();
    Spread now = of.now();
    return usual == null || now == null
        ? null
        : "median %s, was %s \u00b7 middle half %s to %s, was %s to %s \u00b7 all %s to %s, was %s to %s"
            .formatted(
                number(now.middle()),
                number(usual.middle()),
                number(now.lower()),
                number(now.upper()),
                number(usual.lower()),
                number(usual.upper()),
                number(now.lowest()),
                number(now.highest()),
                number(usual.lowest()),
                number(usual.highest()));
  }

  private static String number(double value) {
    return Numbers.brief(value, 4).replace('-', '\u2212');
  }

  static String time(Instant time) {
    return TIME.format(time);
  }

  static String span(WindowReport window) {
    return "%s predictions, of events from %s to %s UTC"
        .formatted(Numbers.count(window.predictions()), time(window.from()), time(window.to()));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
