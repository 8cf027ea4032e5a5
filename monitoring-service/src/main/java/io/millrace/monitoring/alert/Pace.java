package io.millrace.monitoring.alert;

/**
 * How long an incident lasts and how often it is spoken of, counted in looks at what is watched.
 *
 * @param quiet so many looks in a row that find nothing close it
 * @param update it is said again after so many, if it goes on
 * @param cooldown what is found within so many of its closing is the same incident again
 */
public record Pace(int quiet, int update, int cooldown) {

  /** Of looks at each window, which shares no prediction with the one before. */
  public static final Pace WINDOWS = new Pace(2, 10, 10);

  /** Of looks that come ten to a window: as above, but a whole window must be good. */
  public static final Pace TENTHS = new Pace(10, 100, 100);

  /** Of looks that come four to a window: as above. */
  public static final Pace QUARTERS = new Pace(4, 40, 40);

  /** Of looks at each minute, over several. */
  public static final Pace MINUTES = new Pace(5, 60, 10);

  /** Of changes for the worse, each of which is news: over when another version answers. */
  public static final Pace RISES = new Pace(Integer.MAX_VALUE, 1, 0);
}
