package io.millrace.inference.load;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells refusals behind the loader's back, for as long as it takes. */
final class RefusalTelling {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalTelling.class);

  private final RefusalNews news;
  private final ScheduledExecutorService workers;
  private final Duration pause;

  RefusalTelling(RefusalNews news, ScheduledExecutorService workers, Duration pause) {
    this.news = news;
    this.workers = workers;
    this.pause = pause;
  }

  void tell(RegisteredModel registered, String reason) {
    tell(registered, reason, Duration.ZERO);
  }

  private void tell(RegisteredModel registered, String reason, Duration after) {
    var _ =
        workers.schedule(
            () -> {
              if (!isTold(registered, reason)) {
                tell(registered, reason, pause);
              }
            },
            after.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private boolean isTold(RegisteredModel registered, String reason) {
    try {
      return news.tell(registered, reason);
    } catch (RuntimeException e) {
      LOG.warn(
          "That version {} of {} may not serve cannot be told yet",
          registered.version(),
          registered.problem(),
          e);
      return false;
    }
  }
}
