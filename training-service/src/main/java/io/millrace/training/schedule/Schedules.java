package io.millrace.training.schedule;

import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.problems.ProblemCatalog.VersionedProblem;
import io.millrace.training.run.Trainings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.support.CronTrigger;
import org.springframework.stereotype.Component;

/** Follows the problems as they are stated: looks at each, and keeps its schedule. */
@Component
class Schedules implements ProblemCatalog.Listener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final ProblemCatalog catalog;
  private final Trainings trainings;
  private final Clock clock;
  private final SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
  private final Map<ProblemName, ScheduledFuture<?>> timers = new ConcurrentHashMap<>();

  Schedules(ProblemCatalog catalog, Trainings trainings, Clock clock) {
    this.clock = clock;
    this.catalog = catalog;
    this.trainings = trainings;
    scheduler.setThreadNamePrefix("training-schedule-");
    scheduler.setVirtualThreads(true);
  }

  @EventListener(ApplicationReadyEvent.class)
  void follow() {
    catalog.onChange(this);
    trainings.follow();
  }

  @Override
  public void applied(VersionedProblem problem) {
    ProblemName name = problem.problem().name();
    stop(name);
    Optional<String> schedule = problem.problem().monitor().retrain().schedule();
    schedule.ifPresent(cron -> start(name, cron));
    trainings.look(name);
  }

  @Override
  public void deleted(ProblemName name) {
    stop(name);
  }

  /** Spring's cron starts with seconds, a problem's with minutes. */
  private void start(ProblemName name, String cron) {
    CronTrigger trigger = new CronTrigger("0 " + cron, ZoneOffset.UTC);
    ScheduledFuture<?> timer =
        scheduler.schedule(() -> trainings.scheduled(name, minute(clock.instant())), trigger);
    if (timer != null) {
      timers.put(name, timer);
      LOG.info("{}: trains on schedule {} (UTC)", name, cron);
    }
  }

  /** Clocks differ a little, and all instances are to name the same time. */
  static Instant minute(Instant now) {
    return now.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
  }

  private void stop(ProblemName name) {
    ScheduledFuture<?> timer = timers.remove(name);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
