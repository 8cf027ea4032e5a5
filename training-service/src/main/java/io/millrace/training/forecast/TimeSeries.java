package io.millrace.training.forecast;

import io.millrace.scoring.forecast.SeriesState;
import io.millrace.training.prepare.LandedSeries.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Values on an even grid of time.
 *
 * @param values NaN where one is missing; the first and the last are there
 * @param millis the time of each, as observed or by the grid
 */
@SuppressWarnings("ArrayRecordComponent") // columns, handed on and never compared
record TimeSeries(String key, double[] values, long[] millis) {

  int size() {
    return values.length;
  }

  /**
   * Puts a series on the grid, as the stream does: the place of a value is its distance from the
   * one before, and of two at one place the later counts. A gap of a whole context or more begins
   * another series.
   */
  static List<TimeSeries> of(Observed observed, long stepMillis, int context) {
    List<TimeSeries> parts = new ArrayList<>();
    Part part = new Part(observed.key());
    for (int i = 0; i < observed.values().length; i++) {
      long time = observed.millis()[i];
      long ahead = part.size == 0 ? 1 : SeriesState.steps(part.last(), time, stepMillis);
      if (ahead >= context) {
        parts.add(part.series());
        part = new Part(observed.key());
        ahead = 1;
      }
      part.add(ahead, time, observed.values()[i], stepMillis);
    }
    if (part.size > 0) {
      parts.add(part.series());
    }
    return parts;
  }

  private static final class Part {
    private final String key;
    private double[] values = new double[1024];
    private long[] millis = new long[1024];
    private int size;

    Part(String key) {
      this.key = key;
    }

    long last() {
      return millis[size - 1];
    }

    void add(long ahead, long time, double value, long stepMillis) {
      if (ahead <= 0) {
        values[size - 1] = value;
        return;
      }
      for (long i = 1; i < ahead; i++) {
        push(Double.NaN, last() + stepMillis);
      }
      push(value, time);
    }

    private void push(double value, long time) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
        millis = Arrays.copyOf(millis, 2 * size);
      }
      values[size] = value;
      millis[size++] = time;
    }

    TimeSeries series() {
      return new TimeSeries(key, Arrays.copyOf(values, size), Arrays.copyOf(millis, size));
    }
  }
}
