package io.millrace.scoring.forecast;

import java.util.Arrays;
import java.util.Optional;

/**
 * The latest values of one series, as many as a forecast is made from. Each value has its place by
 * how many steps it is from the newest one, rounded. For one thread at a time.
 */
public final class SeriesState {

  private final long stepMillis;
  private final double[] ring;
  private int filled;
  private int newest = -1;
  private long lastMillis;

  public SeriesState(ForecastPlan plan) {
    this(plan.stepMillis(), plan.context());
  }

  private SeriesState(long stepMillis, int context) {
    this.stepMillis = stepMillis;
    this.ring = new double[context];
  }

  /**
   * What it holds, to go on from later.
   *
   * @param values oldest first, NaN where one is missing
   */
  @SuppressWarnings("ArrayRecordComponent") // a column, handed on and never compared
  public record Held(double[] values, long lastMillis) {}

  /** Goes on from what another has held, be its context longer or shorter. */
  public static SeriesState of(ForecastPlan plan, Held held) {
    SeriesState state = new SeriesState(plan);
    int count = Math.min(plan.context(), held.values().length);
    int first = held.values().length - count;
    System.arraycopy(held.values(), first, state.ring, 0, count);
    state.filled = count;
    state.newest = count - 1;
    state.lastMillis = held.lastMillis();
    return state;
  }

  /** From one time to another in whole steps, rounded. */
  public static long steps(long from, long to, long stepMillis) {
    return Math.floorDiv(to - from + stepMillis / 2, stepMillis);
  }

  /**
   * Takes a value. One at the place of another replaces it; one from before the window is left out.
   */
  public void add(long millis, double value) {
    long ahead = filled == 0 ? ring.length : steps(lastMillis, millis, stepMillis);
    if (ahead <= 0) {
      if (-ahead < filled) {
        ring[place(newest + (int) ahead)] = value;
      }
      return;
    }
    if (ahead >= ring.length) {
      filled = 0;
    }
    for (long skipped = 1; skipped < ahead && filled > 0; skipped++) {
      push(Double.NaN);
    }
    push(value);
    lastMillis = millis;
  }

  private void push(double value) {
    newest = place(newest + 1);
    ring[newest] = value;
    filled = Math.min(ring.length, filled + 1);
  }

  private int place(int index) {
    return Math.floorMod(index, ring.length);
  }

  /** How many values a window has so far, missing ones among them. */
  public int filled() {
    return filled;
  }

  /** The time of the newest value; 0 while there is none. */
  public long lastMillis() {
    return lastMillis;
  }

  public Held held() {
    double[] values = new double[filled];
    Arrays.setAll(values, i -> ring[place(newest - filled + 1 + i)]);
    return new Held(values, lastMillis);
  }

  /** Empty while values are too few, or too many are missing in a row. */
  public Optional<Window> window(ForecastPlan plan) {
    return filled < ring.length ? Optional.empty() : Window.of(held().values(), lastMillis, plan);
  }
}
