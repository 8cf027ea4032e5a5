package io.millrace.scoring.features;

import io.millrace.problem.Prepare.TimePart;
import java.time.LocalDate;

/** Parts of a time as numbers, the same for training and serving. */
public final class TimeParts {

  private static final long MILLIS_PER_DAY = 86_400_000L;

  private TimeParts() {}

  /** The part of a time in UTC. */
  public static double of(TimePart part, long epochMillis) {
    return switch (part) {
      case HOUR_OF_DAY -> Math.floorMod(epochMillis, MILLIS_PER_DAY) / 60_000L / 60.0;
      case DAY_OF_WEEK -> date(epochMillis).getDayOfWeek().getValue();
      case MONTH -> date(epochMillis).getMonthValue();
      case DAY_OF_YEAR -> date(epochMillis).getDayOfYear();
    };
  }

  private static LocalDate date(long epochMillis) {
    return LocalDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_PER_DAY));
  }
}
