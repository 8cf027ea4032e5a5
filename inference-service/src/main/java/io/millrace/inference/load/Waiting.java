package io.millrace.inference.load;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one problem: which serves, which were refused, and which are still to be tried,
 * the newest first. Guarded by itself; at most one thread works on it.
 */
final class Waiting {

  /** So many of the newest are remembered. */
  private static final int REMEMBERED = 100;

  private final NavigableMap<Integer, RegisteredModel> versions = new TreeMap<>();
  private final SortedMap<Integer, String> refused = new TreeMap<>();
  private @Nullable String trouble;
  private boolean known;
  private boolean leaving;
  private boolean busy;
  private int serving;
  private int failures;

  /** Whether somebody has to be sent to work. A version announced anew is looked at anew. */
  synchronized boolean offer(RegisteredModel registered) {
    versions.put(registered.version(), registered);
    refused.remove(registered.version());
    while (versions.size() > REMEMBERED) {
      refused.remove(versions.pollFirstEntry().getKey());
    }
    return call();
  }

  /** The problem is stated; before that nothing is loaded for it. */
  synchronized boolean stated() {
    known = true;
    return call();
  }

  /**
   * The problem is gone; what serves has to be taken away. Its versions stay known: should it come
   * back, nothing else would announce them again.
   */
  synchronized boolean gone() {
    known = false;
    leaving = true;
    serving = 0;
    trouble = null;
    return call();
  }

  private boolean call() {
    boolean send = !busy && hasWork();
    busy |= send;
    return send;
  }

  private boolean hasWork() {
    return leaving || newest().isPresent();
  }

  synchronized boolean isLeaving() {
    return leaving;
  }

  synchronized void left() {
    leaving = false;
    failures = 0;
  }

  synchronized Optional<RegisteredModel> newest() {
    return candidates().stream().findFirst();
  }

  /** What may come to serve, the newest first. */
  synchronized List<RegisteredModel> candidates() {
    if (!known) {
      return List.of();
    }
    return versions.tailMap(serving, false).descendingMap().values().stream()
        .filter(version -> !refused.containsKey(version.version()))
        .toList();
  }

  /** Whether a version that has been loaded is still wanted. */
  synchronized boolean wants(RegisteredModel registered) {
    return known && !leaving && registered.equals(versions.get(registered.version()));
  }

  synchronized void serves(int version) {
    serving = version;
    failures = 0;
    trouble = null;
  }

  /** 0 while none serves. */
  synchronized int serving() {
    return serving;
  }

  synchronized void refused(RegisteredModel registered, String reason) {
    failures = 0;
    trouble = null;
    if (registered.equals(versions.get(registered.version()))) {
      refused.put(registered.version(), reason);
    }
  }

  /**
   * @return how often in a row a version could not be had, this time counted
   */
  synchronized int failed(String reason) {
    trouble = reason;
    return ++failures;
  }

  synchronized Standing standing() {
    return new Standing(known, serving, new TreeMap<>(refused), Optional.ofNullable(trouble));
  }

  /** Whether there is more to do; if not, the next one has to be sent for. */
  synchronized boolean goesOn() {
    busy = hasWork();
    return busy;
  }
}
