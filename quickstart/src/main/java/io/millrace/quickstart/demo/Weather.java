package io.millrace.quickstart.demo;

/**
 * The sky above all rooms at one moment.
 *
 * @param hour of the day, with its fraction
 * @param outdoor temperature in degrees Celsius
 * @param vapour grams of water in a kilogram of outdoor air
 * @param daylight lux on a desk, without blinds
 */
record Weather(double hour, double outdoor, double vapour, double daylight) {

  /**
   * @param mildness how far the day is from the season's usual, in degrees
   * @param clouds the share of the daylight that is left
   */
  static Weather of(Season season, double hour, double mildness, double clouds) {
    return new Weather(
        hour,
        season.outdoorAt(hour) + mildness,
        season.vapour + 0.03 * mildness,
        season.daylightAt(hour) * clouds);
  }
}
