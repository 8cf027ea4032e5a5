package io.millrace.benchmarks;

import io.millrace.monitoring.concept.Adwin;
import io.millrace.monitoring.concept.Ddm;
import io.millrace.monitoring.concept.Detector;
import io.millrace.monitoring.concept.HddmA;
import io.millrace.monitoring.concept.Kswin;
import io.millrace.monitoring.concept.PageHinkley;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How soon each detector of concept drift sees that errors have become more frequent, and how often
 * it sees that where they have not.
 */
final class ConceptTable {

  private static final int RUNS = 200;
  private static final int ERRORS = 10_000;
  private static final int CHANGE = 5_000;
  private static final double BEFORE = 0.2;

  /**
   * @param moa the two medians of the same detector in MOA
   */
  private record Entry(Detector detector, String moa) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(Adwin.start(0.002), ""),
          new Entry(PageHinkley.START, "369 / 784"),
          new Entry(Ddm.START, "421 (3% missed) / 765 (19.5% missed)"),
          new Entry(HddmA.START, "157 / 425"),
          new Entry(Kswin.START, ""));

  void print() {
    Ratios.say(
        "Errors with probability .2, in 200 seeded runs of 10,000; after 5,000 with .4 or .3.");
    Ratios.say(
        "Alarms: in all runs without a change. Delay: the median of runs where it was seen.");
    Ratios.say("");
    Ratios.say("  detector       alarms   .2 -> .4  missed   .2 -> .3  missed   MOA's delays");
    ENTRIES.forEach(entry -> Ratios.say(line(entry)));
  }

  private static String line(Entry entry) {
    Detector detector = entry.detector();
    return String.format(
            Locale.ROOT,
            "  %-12s %8d   %s   %s   %s",
            detector.test(),
            alarms(detector),
            delays(detector, 0.4),
            delays(detector, 0.3),
            entry.moa())
        .stripTrailing();
  }

  private static long alarms(Detector start) {
    long alarms = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Stream stream = new Stream(start, seed, BEFORE);
      for (int at = stream.nextAlarm(); at < ERRORS; at = stream.nextAlarm()) {
        alarms++;
      }
    }
    return alarms;
  }

  /** The first alarm after the change counts. */
  private static String delays(Detector start, double after) {
    int[] delays = new int[RUNS];
    for (int seed = 0; seed < RUNS; seed++) {
      Stream stream = new Stream(start, seed, after);
      int at = stream.nextAlarm();
      while (at < CHANGE) {
        at = stream.nextAlarm();
      }
      delays[seed] = at - CHANGE + 1;
    }
    int[] seen = Arrays.stream(delays).filter(delay -> delay <= ERRORS - CHANGE).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%8s  %5.1f%%",
        seen.length == 0 ? "-" : "" + seen[seen.length / 2],
        100.0 * (RUNS - seen.length) / RUNS);
  }

  private static final class Stream {

    private final Random random;
    private final double after;
    private Detector detector;
    private int errors;

    Stream(Detector start, int seed, double after) {
      this.detector = start;
      this.random = new Random(seed);
      this.after = after;
    }

    /** How many errors were before it; all of them where there is none any more. */
    int nextAlarm() {
      while (errors < ERRORS) {
        double share = errors < CHANGE ? BEFORE : after;
        Detector.Step step = detector.add(random.nextDouble() < share ? 1 : 0);
        detector = step.next();
        errors++;
        if (step.rise() != null) {
          return errors - 1;
        }
      }
      return ERRORS;
    }
  }
}
