package io.millrace.quickstart.demo;

import java.time.Instant;
import java.util.SplittableRandom;

/** One room: its air and its warmth as balances, minute by minute. */
final class Room {

  private static final double OUTDOOR_CO2 = 420;

  /** A person at a desk breathes out so many litres of carbon dioxide an hour. */
  private static final double LITRES_A_PERSON = 18;

  /** A person at a desk gives off so many grams of water an hour. */
  private static final double GRAMS_A_PERSON = 60;

  private static final int SEATS = 3;
  private static final double KILOGRAMS_OF_AIR_A_CUBIC_METRE = 1.2;

  private final String name;
  private final SplittableRandom random;
  private final double cubicMetres;
  private final double window;
  private final double lampLux;
  private final double dayTarget;

  private Timetable timetable;
  private int people;
  private boolean lampsOn;
  private double lastDaylight;
  private double co2 = OUTDOOR_CO2 + 20;
  private double temperature = 20;
  private double vapour = 4.5;

  Room(String name, SplittableRandom random) {
    this.name = name;
    this.random = random;
    cubicMetres = random.nextDouble(24, 28) * SEATS;
    window = random.nextDouble(0.9, 1.1);
    lampLux = random.nextDouble(400, 440);
    dayTarget = random.nextDouble(21.1, 21.3);
    timetable = new Timetable(SEATS, random);
  }

  /**
   * @param away whether nobody comes
   */
  void newDay(boolean away) {
    timetable = new Timetable(away ? 0 : SEATS - random.nextInt(2), random);
  }

  /** Lets so many hours pass. */
  void pass(double hours, Season season, Weather weather) {
    people = timetable.peopleAt(weather.hour());
    lastDaylight = weather.daylight() * window * blinds(season);
    double fresh = freshAir(season);
    double airedShare = 1 - Math.exp(-fresh * hours);
    co2 += people * LITRES_A_PERSON * hours * 1000 / cubicMetres;
    co2 += (OUTDOOR_CO2 - co2) * airedShare;
    vapour += people * GRAMS_A_PERSON * hours / (cubicMetres * KILOGRAMS_OF_AIR_A_CUBIC_METRE);
    vapour += (weather.vapour() - vapour) * airedShare;
    warm(hours, season, weather);
  }

  Reading read(Instant time) {
    switchLamps();
    double lamps = lampsOn ? lampLux : 0;
    return new Reading(
        name,
        time,
        rounded(temperature + noise(0.25), 10),
        rounded(Math.clamp(relativeHumidity() + noise(0.8), 5, 99), 10),
        rounded(Math.max(0, lastDaylight + lamps + noise(4)), 1),
        rounded(Math.max(380, co2 + noise(12)), 1),
        people > 0);
  }

  /** On where people need them; often left on when they go for a moment, rarely for the night. */
  private void switchLamps() {
    boolean dark = lastDaylight < 300;
    if (people > 0) {
      lampsOn = dark && (lampsOn || random.nextDouble() < 0.93);
    } else {
      lampsOn = lampsOn && dark && random.nextDouble() < 0.3;
    }
  }

  /** In winter by leaks and by the fan that runs while people are in; in summer by windows. */
  private double freshAir(Season season) {
    if (people > 0) {
      return season.airChanges;
    }
    return season.windowsOpen ? season.airChanges * 0.6 : 0.5;
  }

  /** Against the glare of summer. */
  private static double blinds(Season season) {
    return season == Season.SUMMER ? 0.85 : 1;
  }

  /** Heated to a target by day and less at night; warmed by people, the sun and the air outside. */
  private void warm(double hours, Season season, Weather weather) {
    double target = weather.hour() > 6 && weather.hour() < 18.5 ? dayTarget : 19;
    double heating = season == Season.WINTER ? Math.max(0, target - temperature) * 1.2 : 0;
    double exchange = season.windowsOpen ? 0.35 : 0.04;
    double gains = 0.2 * people + 0.0012 * lastDaylight;
    double cooling = season == Season.SUMMER ? Math.max(0, temperature - 26) * 0.6 : 0;
    double change = heating - cooling + gains + exchange * (weather.outdoor() - temperature);
    temperature += change * hours;
  }

  /** From grams of water in a kilogram of air, by Magnus. */
  private double relativeHumidity() {
    double saturation = 6.112 * Math.exp(17.62 * temperature / (243.12 + temperature));
    double pressure = vapour * 1013.25 / (622 + vapour);
    return 100 * pressure / saturation;
  }

  private double noise(double deviation) {
    return random.nextGaussian(0, deviation);
  }

  private static double rounded(double value, int parts) {
    return (double) Math.round(value * parts) / parts;
  }
}
