package io.millrace.monitoring.report;

import io.millrace.monitoring.observe.Estimate;
import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.report.Moments.Moment;
import io.millrace.monitoring.report.View.Fact;
import io.millrace.monitoring.report.View.Mark;
import io.millrace.monitoring.report.View.Performance;
import io.millrace.problem.Monitor;
import io.millrace.starter.page.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How good the model was. */
final class Running {

  private static final int WIDE = 860;
  private static final int NARROW = 350;

  private final DriftReport report;
  private final Monitor.Performance settings;
  private final List<Judgement> judged;

  Running(DriftReport report) {
    this.report = report;
    this.settings = report.problem().monitor().performance();
    this.judged = report.judgements().stream().filter(each -> each.value() != null).toList();
  }

  boolean isJudged() {
    return !judged.isEmpty();
  }

  private String metric() {
    return settings.metric().word();
  }

  /** The latest of the version, and what was expected of this window. */
  List<Fact> headlines() {
    List<Fact> facts = new ArrayList<>();
    judged.stream()
        .filter(each -> each.modelVersion() == report.window().modelVersion())
        .reduce((_, last) -> last)
        .ifPresent(last -> facts.add(new Fact(metric() + ", latest known", value(last))));
    OptionalDouble expected = expected();
    if (expected.isPresent()) {
      facts.add(
          new Fact(
              metric() + ", estimated without labels", Numbers.brief(expected.getAsDouble(), 3)));
    }
    return facts;
  }

  private static String value(Judgement judgement) {
    return Numbers.brief(Objects.requireNonNull(judgement.value()), 3);
  }

  /** The latest that goes into the window. */
  private OptionalDouble expected() {
    return report.estimates().stream()
        .filter(estimate -> estimate.to().isAfter(report.window().from()))
        .filter(estimate -> !estimate.to().isAfter(report.window().to()))
        .mapToDouble(Estimate::value)
        .reduce((_, last) -> last);
  }

  @Nullable Performance performance() {
    if (!isJudged()) {
      return null;
    }
    Moments moments = Moments.of(report);
    Timelines lines = new Timelines(metric(), judged, settings.alertBound(), moments);
    return new Performance(
        metric(),
        "%s over the latest %s labelled predictions, by the time at which it was known (UTC); %s is better"
            .formatted(
                metric(),
                Numbers.count(settings.window()),
                settings.metric().higherIsBetter() ? "higher" : "lower"),
        List.of(lines.of("wide", WIDE, true), lines.of("narrow", NARROW, false)),
        !moments.inOrder().isEmpty(),
        marks(moments));
  }

  private static List<Mark> marks(Moments moments) {
    List<Mark> marks = new ArrayList<>();
    for (Moment moment : moments.inOrder()) {
      marks.add(new Mark(moment.what(), Sentences.time(moment.at()), moment.text()));
    }
    return marks;
  }

  /** Why there is nothing to see. */
  String unjudged() {
    return "Nothing is known yet: %s is judged once %s predictions of a version have their truth."
        .formatted(metric(), Numbers.count(settings.window()));
  }
}
