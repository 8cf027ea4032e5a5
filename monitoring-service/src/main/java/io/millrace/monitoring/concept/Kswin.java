package io.millrace.monitoring.concept;

import io.millrace.monitoring.compare.KolmogorovSmirnov;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * KSWIN (Raab, Heusinger and Schleif 2020, Reactive Soft Prototype Computing for Concept Drift
 * Streams): the latest errors against as many drawn from those before them, by the two-sample
 * Kolmogorov-Smirnov test. It looks at the sizes of errors, however large, so it suits numbers; of
 * errors that are 0 or 1 it sees little. Which errors are drawn follows from how many there were.
 *
 * @param seen errors so far
 * @param window the latest of them, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Kswin(long seen, double[] window) implements Detector {

  private static final int WINDOW = 100;
  private static final int LATEST = 30;
  private static final double ALPHA = 0.0001;

  private static final double THRESHOLD = KolmogorovSmirnov.critical(LATEST, LATEST, ALPHA);

  public static final Kswin START = new Kswin(0, new double[0]);

  @Override
  public String test() {
    return "kswin";
  }

  @Override
  public boolean takesSizes() {
    return true;
  }

  @Override
  public Step add(double error) {
    int kept = Math.min(window.length, WINDOW - 1);
    double[] next = Arrays.copyOfRange(window, window.length - kept, window.length + 1);
    next[kept] = error;
    if (next.length < WINDOW) {
      return new Step(new Kswin(seen + 1, next), null);
    }
    double[] latest = Arrays.copyOfRange(next, WINDOW - LATEST, WINDOW);
    double distance = KolmogorovSmirnov.distance(sorted(drawn(next)), sorted(latest));
    return distance > THRESHOLD
        ? changed(next, latest, distance)
        : new Step(new Kswin(seen + 1, next), null);
  }

  private Step changed(double[] all, double[] latest, double distance) {
    Tally older = tally(Arrays.copyOf(all, WINDOW - LATEST));
    Rise rise = Rise.of(older, tally(all), distance, THRESHOLD);
    return new Step(new Kswin(seen + 1, latest), rise.latest() > rise.before() ? rise : null);
  }

  private static double[] sorted(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static Tally tally(double[] errors) {
    return new Tally(errors.length, Arrays.stream(errors).sum());
  }

  /** Of those before the latest, each once at most. */
  private double[] drawn(double[] all) {
    SplittableRandom random = new SplittableRandom(seen);
    double[] older = Arrays.copyOf(all, WINDOW - LATEST);
    for (int i = 0; i < LATEST; i++) {
      int other = random.nextInt(i, older.length);
      double swapped = older[i];
      older[i] = older[other];
      older[other] = swapped;
    }
    return Arrays.copyOf(older, LATEST);
  }
}
