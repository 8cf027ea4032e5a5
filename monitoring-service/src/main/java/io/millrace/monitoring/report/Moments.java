package io.millrace.monitoring.report;

import io.millrace.message.DriftDetected;
import io.millrace.monitoring.judge.Made;
import io.millrace.monitoring.observe.Swap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happened beside the metric: drift that was found, and versions that took over.
 *
 * @param inOrder their places are their numbers in the picture
 */
record Moments(List<Moment> inOrder) {

  /** What stands in the picture for it. */
  enum Kind {
    DRIFT("drift"),
    SWAP("swap");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * @param name in the picture
   * @param what it is
   */
  record Moment(Kind kind, String name, String what, Instant at, String text) {}

  static Moments of(DriftReport report) {
    List<Moment> all = new ArrayList<>();
    report.detections().forEach(each -> all.add(found(each, report)));
    report.swaps().stream().filter(swap -> swap.from() != 0).map(Moments::taken).forEach(all::add);
    report.decisions().stream()
        .filter(made -> made.what() == Made.What.ROLLED_BACK)
        .map(Moments::back)
        .forEach(all::add);
    return new Moments(all.stream().sorted(Comparator.comparing(Moment::at)).toList());
  }

  private static Moment found(DriftDetected detection, DriftReport report) {
    String what =
        switch (detection.kind()) {
          case DATA -> "drift of features";
          case PREDICTION -> "drift of answers";
          case PERFORMANCE -> "bad performance";
          case CONCEPT -> "concept drift";
          case ATTRIBUTION -> "other features decide";
        };
    return new Moment(
        Kind.DRIFT,
        detection.kind() == DriftDetected.Kind.PERFORMANCE ? "alarm" : "drift",
        what,
        detection.detectedAt(),
        detection.summary() + (isHere(detection, report) ? " This window." : ""));
  }

  private static boolean isHere(DriftDetected detection, DriftReport report) {
    return switch (detection.kind()) {
      case DATA, PREDICTION, ATTRIBUTION ->
          detection.modelVersion() == report.window().modelVersion()
              && detection.window().from().equals(report.window().from())
              && detection.window().to().equals(report.window().to());
      case PERFORMANCE, CONCEPT -> false;
    };
  }

  private static Moment taken(Swap swap) {
    return new Moment(
        Kind.SWAP,
        "v" + swap.to(),
        "swap",
        swap.at(),
        "Version %d answers in the place of version %d.".formatted(swap.to(), swap.from()));
  }

  private static Moment back(Made made) {
    return new Moment(
        Kind.SWAP,
        "back",
        "rolled back",
        made.at(),
        "Version %d was rolled back by %s: %s".formatted(made.version(), made.by(), made.reason()));
  }
}
