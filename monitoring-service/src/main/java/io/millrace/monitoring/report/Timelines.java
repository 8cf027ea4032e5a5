package io.millrace.monitoring.report;

import io.millrace.monitoring.observe.Judgement;
import io.millrace.monitoring.report.Moments.Moment;
import io.millrace.monitoring.report.View.Box;
import io.millrace.monitoring.report.View.Dot;
import io.millrace.monitoring.report.View.Level;
import io.millrace.monitoring.report.View.Run;
import io.millrace.monitoring.report.View.Stake;
import io.millrace.monitoring.report.View.Tick;
import io.millrace.monitoring.report.View.Timeline;
import io.millrace.starter.page.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The running metric over time.
 *
 * @param judged with a value, in order, not empty
 * @param bound the worst value that is allowed
 */
record Timelines(String metric, List<Judgement> judged, OptionalDouble bound, Moments moments) {

  private static final int LEFT = 46;
  private static final int RIGHT = 14;
  private static final int TOP = 40;
  private static final int BOTTOM = 26;
  private static final int TALL = 190;
  private static final int ROW = 15;

  /** So far apart are two labels that do not touch. */
  private static final int NUMBER = 18;

  private static final int NAME = 54;

  /**
   * @param named whether marks have their name beside their number
   */
  Timeline of(String kind, int width, boolean named) {
    Frame frame = frame(width);
    return new Timeline(
        kind,
        width,
        TOP + TALL + BOTTOM,
        alt(),
        new Box(one(LEFT), one(TOP), one(width - LEFT - RIGHT), one(TALL)),
        frame.ticks(width > 500 ? 5 : 3),
        bound.isPresent() ? level(frame, bound.getAsDouble(), width) : null,
        runs(frame),
        stakes(frame, named));
  }

  /** From the first moment that is shown to the last. */
  private Frame frame(int width) {
    Instant from = judged.getFirst().at();
    Instant to = judged.getLast().at();
    for (Moment moment : moments.inOrder()) {
      from = moment.at().isBefore(from) ? moment.at() : from;
      to = moment.at().isAfter(to) ? moment.at() : to;
    }
    double low = judged.stream().mapToDouble(Timelines::value).min().orElse(0);
    double high = judged.stream().mapToDouble(Timelines::value).max().orElse(1);
    low = Math.min(low, bound.orElse(low));
    high = Math.max(high, bound.orElse(high));
    double room = high > low ? (high - low) / 20 : Math.max(Math.abs(high) / 10, 0.01);
    double bottom = low >= 0 ? Math.max(0, low - room) : low - room;
    double top = high <= 1 ? Math.min(1, high + room) : high + room;
    return Frame.around(width, from, to, Math.min(bottom, top - room), top);
  }

  private static double value(Judgement judgement) {
    return Objects.requireNonNull(judgement.value());
  }

  private Level level(Frame frame, double value, int width) {
    return new Level(
        one(LEFT),
        one(width - RIGHT),
        one(frame.y(value)),
        one(width - RIGHT - 4),
        one(frame.y(value) - 5),
        "bound " + Numbers.text(value));
  }

  private List<Run> runs(Frame frame) {
    List<Run> runs = new ArrayList<>();
    judged.stream()
        .map(Judgement::modelVersion)
        .distinct()
        .forEach(
            version ->
                runs.add(
                    run(
                        version,
                        judged.stream().filter(each -> each.modelVersion() == version).toList(),
                        frame)));
    return runs;
  }

  private Run run(int version, List<Judgement> line, Frame frame) {
    Judgement last = line.getLast();
    return new Run(
        line.stream()
            .map(each -> one(frame.x(each.at())) + "," + one(frame.y(value(each))))
            .collect(Collectors.joining(" ")),
        line.stream()
            .map(
                each ->
                    new Dot(
                        one(frame.x(each.at())),
                        one(frame.y(value(each))),
                        "%s: %s of version %d is %s, after %s labels"
                            .formatted(
                                Sentences.time(each.at()),
                                metric,
                                version,
                                Numbers.text(value(each)),
                                Numbers.count(each.labelled()))))
            .toList(),
        one(Math.max(LEFT + 12, frame.x(last.at()) - 6)),
        one(frame.y(value(last)) + (isLow(last, frame) ? -8 : 16)),
        "v" + version);
  }

  private static boolean isLow(Judgement judgement, Frame frame) {
    return frame.y(value(judgement)) > TOP + TALL - 20;
  }

  /** Labels that would lie on each other stand in two rows; of more, the last names them all. */
  private List<Stake> stakes(Frame frame, boolean named) {
    List<Stake> stakes = new ArrayList<>();
    double[] free = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    int labelled = -1;
    for (int i = 0; i < moments.inOrder().size(); i++) {
      Moment moment = moments.inOrder().get(i);
      double x = frame.x(moment.at());
      int row = x >= free[0] || free[0] <= free[1] ? 0 : 1;
      String label = Integer.toString(i + 1);
      if (x < free[row] && labelled >= 0) {
        Stake before = stakes.get(labelled);
        String first = before.label().replaceFirst("[ \u2013].*", "");
        stakes.set(labelled, before.labelled(first + "\u2013" + label));
        label = "";
      } else {
        boolean roomy = named && isAlone(i, frame);
        label = roomy ? label + " " + moment.name() : label;
        free[row] = x + (roomy ? NAME : NUMBER);
        labelled = i;
      }
      double y = TOP - 8 - row * ROW;
      stakes.add(
          new Stake(
              moment.kind().word(),
              one(x),
              one(label.isEmpty() ? TOP : y + 3),
              one(TOP + TALL),
              one(x),
              one(y),
              label));
    }
    return stakes;
  }

  /** Whether there is room for a name on both sides. */
  private boolean isAlone(int place, Frame frame) {
    double x = frame.x(moments.inOrder().get(place).at());
    return IntStream.of(place - 1, place + 1)
        .filter(other -> other >= 0 && other < moments.inOrder().size())
        .allMatch(other -> Math.abs(frame.x(moments.inOrder().get(other).at()) - x) >= NAME);
  }

  private String alt() {
    double first = value(judged.getFirst());
    double last = value(judged.getLast());
    return "%s over time, from %s at %s to %s at %s%s. The list below has what happened meanwhile."
        .formatted(
            metric,
            Numbers.text(first),
            Sentences.time(judged.getFirst().at()),
            Numbers.text(last),
            Sentences.time(judged.getLast().at()),
            bound.isPresent() ? "; the bound is " + Numbers.text(bound.getAsDouble()) : "");
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private record Frame(int width, Instant from, Instant to, double low, double high, double step) {

    private static final int LEVELS = 5;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** From one round number to another. */
    static Frame around(int width, Instant from, Instant to, double low, double high) {
      double least = (high - low) / LEVELS;
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      double step =
          power * Arrays.stream(ROUND).filter(each -> each * power >= least).findFirst().orElse(10);
      return new Frame(
          width, from, to, Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
    }

    double x(Instant at) {
      double all = Math.max(1, Duration.between(from, to).toMillis());
      double pad = 8;
      double share = Duration.between(from, at).toMillis() / all;
      return LEFT + pad + share * (width - LEFT - RIGHT - 2 * pad);
    }

    double y(double value) {
      return TOP + TALL * (1 - (value - low) / (high - low));
    }

    List<Tick> ticks(int across) {
      List<Tick> ticks = new ArrayList<>();
      DateTimeFormatter format = format();
      Duration all = Duration.between(from, to);
      int times = all.toMillis() < 1_000 ? 1 : across;
      for (int i = 0; i < times; i++) {
        Instant at = times == 1 ? from : from.plusMillis(all.toMillis() * i / (times - 1));
        String anchor = times == 1 || i == 0 ? "start" : i == times - 1 ? "end" : "middle";
        ticks.add(new Tick(one(x(at)), one(TOP + TALL + 17), format.format(at), anchor));
      }
      for (int i = 0; low + i * step <= high + step / 2; i++) {
        double value = Math.rint((low + i * step) / step) * step;
        ticks.add(new Tick(one(LEFT - 6), one(y(value) + 4), Numbers.brief(value, 3), "end"));
      }
      return ticks;
    }

    private DateTimeFormatter format() {
      Duration all = Duration.between(from, to);
      String pattern =
          all.compareTo(Duration.ofMinutes(30)) < 0
              ? "HH:mm:ss"
              : all.compareTo(Duration.ofHours(20)) < 0
                  ? "HH:mm"
                  : all.compareTo(Duration.ofDays(10)) < 0 ? "MM-dd HH:mm" : "yyyy-MM-dd";
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
  }
}
