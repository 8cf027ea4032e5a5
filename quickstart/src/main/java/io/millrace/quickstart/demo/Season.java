package io.millrace.quickstart.demo;

/**
 * What the season does to a building.
 *
 * @param outdoorMean of the day's temperature, in degrees Celsius
 * @param outdoorSwing from the mean to the afternoon's peak
 * @param vapour grams of water in a kilogram of outdoor air
 * @param sunrise hour of the day
 * @param sunset hour of the day
 * @param daylight lux on a desk at noon
 * @param airChanges volumes of fresh air an hour while people are in
 * @param windowsOpen whether a room is aired through its windows, people in or not
 */
enum Season {
  WINTER(2, 3, 3.6, 8.0, 16.6, 120, 1.1, false),
  SUMMER(23, 5, 9.5, 5.0, 21.4, 620, 4.5, true);

  final double outdoorMean;
  final double outdoorSwing;
  final double vapour;
  final double sunrise;
  final double sunset;
  final double daylight;
  final double airChanges;
  final boolean windowsOpen;

  Season(
      double outdoorMean,
      double outdoorSwing,
      double vapour,
      double sunrise,
      double sunset,
      double daylight,
      double airChanges,
      boolean windowsOpen) {
    this.outdoorMean = outdoorMean;
    this.outdoorSwing = outdoorSwing;
    this.vapour = vapour;
    this.sunrise = sunrise;
    this.sunset = sunset;
    this.daylight = daylight;
    this.airChanges = airChanges;
    this.windowsOpen = windowsOpen;
  }

  /** The sun's light on a desk under a clear sky. */
  double daylightAt(double hour) {
    if (hour <= sunrise || hour >= sunset) {
      return 0;
    }
    double height = Math.sin(Math.PI * (hour - sunrise) / (sunset - sunrise));
    return daylight * Math.pow(height, 0.7);
  }

  /** Coldest at 4, warmest at 16. */
  double outdoorAt(double hour) {
    return outdoorMean - outdoorSwing * Math.cos(2 * Math.PI * (hour - 4) / 24);
  }
}
