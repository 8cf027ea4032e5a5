package io.millrace.acceptance.loop;

import io.millrace.acceptance.loop.Stream.Block;
import io.millrace.acceptance.loop.Stream.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * SEA concepts (Street and Kim 2001): three numbers, evenly spread over 0 to 10. Which of two
 * classes it is depends on whether the first two add up to more than a threshold, which jumps from
 * block to block; one label in ten is wrong. The third number says nothing.
 */
public final class Sea {

  /** As published. */
  public static final List<Double> THRESHOLDS = List.of(8.0, 9.0, 7.0, 9.5);

  private static final double NOISE = 0.1;
  private static final double LARGEST = 10;

  private Sea() {}

  /**
   * @param warmUp events of the first block before it begins
   * @param block events in each
   */
  public static Stream stream(List<Double> thresholds, int warmUp, int block, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Event> events = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (double threshold : thresholds) {
      int count = events.isEmpty() ? warmUp + block : block;
      int from = events.isEmpty() ? warmUp : events.size();
      for (int i = 0; i < count; i++) {
        events.add(event(random, threshold));
      }
      blocks.add(new Block(threshold + "", from, events.size()));
    }
    return new Stream("sea", "above", List.of("x1", "x2", "x3"), events, blocks, warmUp);
  }

  private static Event event(SplittableRandom random, double threshold) {
    double x1 = random.nextDouble(LARGEST);
    double x2 = random.nextDouble(LARGEST);
    double x3 = random.nextDouble(LARGEST);
    boolean wrong = random.nextDouble() < NOISE;
    boolean above = x1 + x2 > threshold;
    return new Event(List.of(text(x1), text(x2), text(x3)), above != wrong ? "1" : "0");
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
