package io.millrace.acceptance.faults.plan;

import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.HarnessFailure;
import io.millrace.acceptance.faults.part.Part;
import io.millrace.acceptance.faults.part.Progress;
import io.millrace.acceptance.faults.part.ServicePart;
import io.millrace.acceptance.faults.part.Store;
import io.millrace.acceptance.faults.part.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Carries a schedule out. A strike waits until its target is there to be struck, and until not too
 * many parts are down at once; a part that was killed is started again after its pause.
 */
public final class Siege {

  private static final Duration RECOVERY = Duration.ofMinutes(5);

  private final Cluster cluster;
  private final Progress progress;
  private final Semaphore mayBeDown;
  private final Map<String, Semaphore> struck = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param atOnce how many parts may be down or starting
   */
  public Siege(Cluster cluster, int atOnce, Progress progress) {
    this.cluster = cluster;
    this.progress = progress;
    this.mayBeDown = new Semaphore(atOnce);
    cluster.parts().forEach(part -> struck.put(part.name(), new Semaphore(1)));
  }

  /** Returns when the last part that was struck is up again. */
  public void carryOut(Schedule schedule) {
    List<Thread> recoveries = new ArrayList<>();
    int count = schedule.strikes().size();
    for (Strike strike : schedule.strikes()) {
      Waiting.pause(strike.gap());
      mayBeDown.acquireUninterruptibly();
      Semaphore target = ofTarget(strike);
      target.acquireUninterruptibly();
      progress.say("strike %d of %d: %s", strike.number(), count, words(strike));
      recoveries.add(Thread.ofVirtual().start(() -> carryOut(strike, target)));
    }
    for (Thread recovery : recoveries) {
      try {
        recovery.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new HarnessFailure("interrupted", e);
      }
    }
  }

  private Semaphore ofTarget(Strike strike) {
    Semaphore target = struck.get(strike.target());
    if (target == null) {
      throw new HarnessFailure("no part " + strike.target());
    }
    return target;
  }

  private static String words(Strike strike) {
    boolean store = strike.target().equals("store");
    return "%s is %s for %.1f s%s"
        .formatted(
            strike.target(),
            strike.blow().done(),
            strike.pause().toMillis() / 1e3,
            store && strike.inAnswer() ? ", in the middle of an answer" : "");
  }

  private void carryOut(Strike strike, Semaphore target) {
    Part part = cluster.part(strike.target());
    boolean released = false;
    try {
      deal(strike, part);
      if (strike.early()) {
        target.release();
        released = true;
      }
      awaitUp(part);
    } catch (RuntimeException e) {
      fail("strike %d, %s: %s".formatted(strike.number(), part.name(), e));
    } finally {
      if (!released) {
        target.release();
      }
      mayBeDown.release();
    }
  }

  private void deal(Strike strike, Part part) {
    switch (strike.blow()) {
      case KILL -> {
        if (part instanceof Store store) {
          store.cut(strike.inAnswer());
        }
        part.kill();
        Waiting.pause(strike.pause());
        part.start();
      }
      case FREEZE -> {
        ServicePart service = (ServicePart) part;
        service.freeze();
        Waiting.pause(strike.pause());
        service.thaw();
      }
      case CUT -> {
        Store store = (Store) part;
        store.cut(strike.inAnswer());
        Waiting.pause(strike.pause());
        store.mend();
      }
    }
  }

  private void awaitUp(Part part) {
    long began = System.nanoTime();
    if (Waiting.until(RECOVERY, part::isUp)) {
      progress.say("%s is up again after %.1f s", part.name(), (System.nanoTime() - began) / 1e9);
    } else {
      fail("%s was not up %d s after its strike".formatted(part.name(), RECOVERY.toSeconds()));
    }
  }

  private void fail(String what) {
    failures.add(what);
    progress.say("FAILED: %s", what);
  }

  /** Parts that did not come back. */
  public List<String> failures() {
    return List.copyOf(failures);
  }
}
