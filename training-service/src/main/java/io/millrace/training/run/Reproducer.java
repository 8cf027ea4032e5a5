package io.millrace.training.run;

import io.millrace.scoring.model.Manifest;
import io.millrace.training.store.Reproduction.Comparison;
import io.millrace.training.store.ReproductionJournal;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains versions again, one at a time, where runs are done. Nothing is registered, and nobody is
 * told.
 */
public final class Reproducer {

  private static final Logger LOG = LoggerFactory.getLogger(Reproducer.class);

  private final ReproductionJournal journal;
  private final Function<Manifest, Comparison> work;
  private final Threads threads;
  private final Duration heartbeat;
  private final AtomicBoolean busy = new AtomicBoolean();

  Reproducer(
      ReproductionJournal journal,
      Function<Manifest, Comparison> work,
      Threads threads,
      Duration heartbeat) {
    this.journal = journal;
    this.work = work;
    this.threads = threads;
    this.heartbeat = heartbeat;
  }

  /** Trains a version again, as soon as a thread for runs is free. */
  public Requested request(Manifest manifest) {
    if (!busy.compareAndSet(false, true)) {
      return new Requested.Refused("this instance reproduces another version; ask again later");
    }
    try {
      if (journal.start(manifest)) {
        Future<?> signs = threads.every(heartbeat, () -> sign(manifest));
        threads.run(() -> carryOut(manifest, signs));
        return new Requested.Started(manifest.run());
      }
      busy.set(false);
      return new Requested.Refused("version %d is being reproduced".formatted(manifest.version()));
    } catch (RejectedExecutionException e) {
      busy.set(false);
      return new Requested.Refused("the service ends");
    } catch (RuntimeException e) {
      busy.set(false);
      throw e;
    }
  }

  /** Whether another may be asked for. */
  boolean isIdle() {
    return !busy.get();
  }

  private void sign(Manifest manifest) {
    try {
      journal.renew(manifest);
    } catch (UncheckedIOException e) {
      LOG.warn("{}: no sign of life: {}", manifest.problem(), e.toString());
    }
  }

  private void carryOut(Manifest manifest, Future<?> signs) {
    try {
      Comparison found = work.apply(manifest);
      LOG.info("{}: v{} trained again: {}", manifest.problem(), manifest.version(), found.files());
      journal.compared(manifest, found);
    } catch (Throwable e) { // out of memory, too: whoever asked is to be told
      LOG.error("{}: v{} cannot be reproduced", manifest.problem(), manifest.version(), e);
      journal.failed(manifest, e.getMessage() == null ? e.toString() : e.getMessage());
    } finally {
      signs.cancel(false);
      busy.set(false);
    }
  }
}
