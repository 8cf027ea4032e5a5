package io.millrace.inference.load;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be tried for one problem, the newest first. Guarded by itself; at most one
 * thread works on it.
 */
final class Waiting {

  private final NavigableMap<Integer, RegisteredModel> versions = new TreeMap<>();
  private @Nullable RegisteredModel last;
  private boolean known;
  private boolean leaving;
  private boolean busy;
  private int serving;
  private int failures;

  /** Whether somebody has to be sent to work. */
  synchronized boolean offer(RegisteredModel registered) {
    if (registered.version() > serving) {
      versions.put(registered.version(), registered);
      last = versions.lastEntry().getValue();
    }
    return call();
  }

  /**
   * The problem is stated; before that nothing is loaded for it. One that comes back after it was
   * gone is served by the model it had: nothing else would announce it again.
   */
  synchronized boolean stated() {
    if (!known && versions.isEmpty() && last != null) {
      versions.put(last.version(), last);
    }
    known = true;
    return call();
  }

  /** The problem is gone; what serves has to be taken away. */
  synchronized boolean gone() {
    known = false;
    leaving = true;
    serving = 0;
    versions.clear();
    return call();
  }

  private boolean call() {
    boolean send = !busy && hasWork();
    busy |= send;
    return send;
  }

  private boolean hasWork() {
    return leaving || (known && !versions.isEmpty());
  }

  synchronized boolean isLeaving() {
    return leaving;
  }

  synchronized void left() {
    leaving = false;
    failures = 0;
  }

  synchronized Optional<RegisteredModel> newest() {
    return known && !versions.isEmpty()
        ? Optional.of(versions.lastEntry().getValue())
        : Optional.empty();
  }

  /** Whether a version that has been loaded is still wanted. */
  synchronized boolean wants(RegisteredModel registered) {
    return known && !leaving && registered.equals(versions.get(registered.version()));
  }

  synchronized void serves(int version) {
    serving = version;
    failures = 0;
    versions.headMap(version, true).clear();
  }

  synchronized void dropped(RegisteredModel registered) {
    failures = 0;
    versions.remove(registered.version(), registered);
  }

  /** How often in a row the store did not answer, this time counted. */
  synchronized int failed() {
    return ++failures;
  }

  /** Whether there is more to do; if not, the next one has to be sent for. */
  synchronized boolean goesOn() {
    busy = hasWork();
    return busy;
  }
}
