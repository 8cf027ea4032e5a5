package io.millrace.quickstart.demo;

import java.util.SplittableRandom;

/**
 * How many people are in one room during one day: they come in the morning, go out for lunch, leave
 * in the evening, and step out for a while in the afternoon.
 */
final class Timetable {

  private final double[] comes;
  private final double[] leaves;
  private final double lunchFrom;
  private final double lunchTo;
  private final double outFrom;
  private final double outTo;

  Timetable(int people, SplittableRandom random) {
    comes = new double[people];
    leaves = new double[people];
    for (int i = 0; i < people; i++) {
      comes[i] = random.nextDouble(7.0, 9.8);
      leaves[i] = random.nextDouble(15.5, 18.8);
    }
    lunchFrom = random.nextDouble(11.6, 12.6);
    lunchTo = lunchFrom + random.nextDouble(0.5, 1.1);
    outFrom = random.nextDouble(13.5, 15.5);
    outTo = outFrom + random.nextDouble(0.0, 1.0);
  }

  int peopleAt(double hour) {
    if (within(hour, lunchFrom, lunchTo) || within(hour, outFrom, outTo)) {
      return 0;
    }
    int people = 0;
    for (int i = 0; i < comes.length; i++) {
      people += within(hour, comes[i], leaves[i]) ? 1 : 0;
    }
    return people;
  }

  private static boolean within(double hour, double from, double to) {
    return hour >= from && hour < to;
  }
}
