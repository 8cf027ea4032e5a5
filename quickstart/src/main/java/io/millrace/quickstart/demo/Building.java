package io.millrace.quickstart.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A building of twenty rooms whose sensors are read every half hour, and whose days are all working
 * days. The same seed gives the same readings.
 */
final class Building {

  static final int ROOMS = 20;
  static final Duration BETWEEN_READINGS = Duration.ofMinutes(30);
  static final int READINGS_A_DAY = ROOMS * 48;

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-01-12T00:00:00Z");
  private static final double HOURS = STEP.toMinutes() / 60.0;

  private final SplittableRandom random;
  private final List<Room> rooms = new ArrayList<>();
  private Season season = Season.WINTER;
  private Instant now = START;
  private double mildness;
  private double clouds = 0.7;
  private int day;

  Building(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 1; i <= ROOMS; i++) {
      rooms.add(new Room("room-%02d".formatted(i), random.split()));
    }
    for (int i = 0; i < READINGS_A_DAY / ROOMS; i++) {
      next(); // the first day only settles the air
    }
  }

  /** From the next reading on. */
  void turnTo(Season next) {
    season = next;
  }

  /** The next reading of every room, all at one time. */
  List<Reading> next() {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(BETWEEN_READINGS) < 0;
        passed = passed.plus(STEP)) {
      step();
    }
    return rooms.stream().map(room -> room.read(now)).toList();
  }

  private void step() {
    now = now.plus(STEP);
    double hour = Duration.between(START, now).toMinutes() % (24 * 60) / 60.0;
    if (hour == 0) {
      newDay();
    }
    Weather weather = Weather.of(season, hour, mildness, clouds);
    rooms.forEach(room -> room.pass(HOURS, season, weather));
  }

  /** The weather of a day resembles that of the day before; each room is empty every tenth day. */
  private void newDay() {
    day++;
    mildness = 0.5 * mildness + random.nextGaussian(0, 0.25);
    clouds = random.nextDouble(0.6, 0.9);
    for (int i = 0; i < rooms.size(); i++) {
      rooms.get(i).newDay((i + day) % 10 == 0);
    }
  }
}
