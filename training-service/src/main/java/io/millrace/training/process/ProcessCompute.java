package io.millrace.training.process;

import io.millrace.training.run.Compute;
import io.millrace.training.run.ComputeFailed;
import io.millrace.training.run.Computed;
import io.millrace.training.run.Follower;
import io.millrace.training.run.Job;
import io.millrace.training.search.TrialLog;
import io.millrace.training.store.TrialFolder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes each run in a process of its own, so that whatever native code does there ends the run
 * and not the service. The process is given files and a share of the machine; it knows no store, no
 * broker and no credential.
 */
public final class ProcessCompute implements Compute, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessCompute.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Duration longest;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("training-supervision").daemon().factory());
  private final Set<Child> children = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * @param longest how long a process may take
   */
  public ProcessCompute(Duration longest) {
    this.longest = longest;
  }

  @Override
  public Computed compute(Job job, TrialLog trials, Follower follower) {
    Handover handover = Handover.of(job.folder());
    TrialFolder handed = handover.trials();
    trials.ended().forEach(trial -> handed.keep(trial, trials.answers(trial.number())));
    handover.put(job);
    Printed printed = new Printed();
    try (Child child = started(job, handover)) {
      LOG.info("run {} is computed by process {}", job.run().record().run(), child.pid());
      Supervision supervision = new Supervision(child, job.share(), longest, follower);
      Conversation conversation = new Conversation(supervision, handed, trials, follower, printed);
      int status = supervised(child, supervision, conversation);
      return computed(
          new Death(status, job.share(), supervision.peak(), printed, handover.crash()),
          supervision,
          conversation.failure(),
          handover);
    } finally {
      follower.printed(printed.bytes());
    }
  }

  private Child started(Job job, Handover handover) {
    Child child = Child.start(CommandLine.of(job, handover));
    children.add(child);
    if (closed) {
      child.stop();
    }
    return child;
  }

  private int supervised(Child child, Supervision supervision, Conversation conversation) {
    long every = LOOK.toMillis();
    Future<?> looks =
        timer.scheduleWithFixedDelay(supervision::look, every, every, TimeUnit.MILLISECONDS);
    try {
      return child.follow(conversation::hear);
    } finally {
      looks.cancel(false);
      children.remove(child);
    }
  }

  private Computed computed(
      Death death, Supervision supervision, @Nullable String failure, Handover handover) {
    RuntimeException brokenOff = supervision.brokenOff();
    if (brokenOff != null) {
      throw brokenOff;
    }
    if (closed) {
      throw new RejectedExecutionException("the service ends");
    }
    if (failure != null) {
      throw new ComputeFailed(failure, supervision.usage());
    }
    if (death.status() != 0) {
      throw new ComputeFailed(death.sentence(), supervision.usage());
    }
    return new Computed(handover.outcome(), supervision.usage());
  }

  /** Ends what is still on. */
  @Override
  public void close() {
    closed = true;
    children.forEach(Child::stop);
    timer.shutdown();
  }
}
