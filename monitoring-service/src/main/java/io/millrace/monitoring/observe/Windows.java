package io.millrace.monitoring.observe;

import io.millrace.monitoring.alert.News;
import java.time.Instant;
import java.util.List;

/** Which window a prediction belongs to, and when a window closes. */
sealed interface Windows permits CountWindows, TimeWindows, NoWindows {

  /** Takes a prediction of a version that {@link Progress} knows. */
  Progress add(Told told, Progress before, List<News> out);

  /**
   * Closes what nothing will come to any more.
   *
   * @param began when this watch began to listen
   */
  Progress rest(Instant began, Progress before, List<News> out);
}
