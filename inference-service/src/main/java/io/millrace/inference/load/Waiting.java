package io.millrace.inference.load;

import io.millrace.rollout.Traffic;
import io.millrace.rollout.Traffic.Registered;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one problem: which are to serve, which do, and which were refused. What is wanted
 * follows from what is known, in whatever order that came. Guarded by itself; at most one thread
 * works on it.
 */
final class Waiting {

  private final NavigableMap<Integer, RegisteredModel> versions = new TreeMap<>();
  private final SortedMap<Integer, String> refused = new TreeMap<>();
  private @Nullable Traffic decided;
  private Traffic traffic = Traffic.NONE;
  private Wanted inPlace = Wanted.NONE;
  private @Nullable String trouble;
  private boolean known;
  private boolean leaving;
  private boolean busy;
  private int previous;
  private int failures;

  /** Whether somebody has to be sent to work. A version announced anew is looked at anew. */
  synchronized boolean offer(RegisteredModel registered) {
    versions.put(registered.version(), registered);
    refused.remove(registered.version());
    return follow();
  }

  /** The latest decision counts, whenever it is heard of. */
  synchronized boolean decided(Traffic next) {
    if (decided == null || next.decision() > decided.decision()) {
      decided = next;
    }
    return follow();
  }

  private boolean follow() {
    traffic =
        Traffic.of(
            decided,
            versions.values().stream()
                .map(model -> new Registered(model.version(), model.rollout()))
                .toList());
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
    inPlace = Wanted.NONE;
    trouble = null;
    return call();
  }

  /** Whether somebody has to be sent to work, after something was refused. */
  synchronized boolean call() {
    boolean send = !busy && hasWork();
    busy |= send;
    return send;
  }

  private boolean hasWork() {
    return leaving || !wanted().equals(inPlace);
  }

  synchronized boolean isLeaving() {
    return leaving;
  }

  synchronized void left() {
    leaving = false;
    inPlace = Wanted.NONE;
    previous = 0;
    failures = 0;
  }

  /**
   * What is to serve, of what may. Where the champion may not, it is the newest before it that was
   * not rolled back; where none may, whatever serves goes on.
   */
  synchronized Wanted wanted() {
    if (!known || traffic.champion() == 0) {
      return Wanted.NONE;
    }
    int champion =
        candidates().stream().findFirst().map(RegisteredModel::version).orElse(inPlace.champion());
    return champion == 0
        ? Wanted.NONE
        : new Wanted(traffic.champion(), traffic.challengers()).only(champion, this::mayServe);
  }

  /** Those that may lead, the best first. */
  synchronized List<RegisteredModel> candidates() {
    return versions.headMap(traffic.champion(), true).descendingMap().values().stream()
        .filter(model -> mayServe(model.version()))
        .filter(model -> !traffic.rolledBack().contains(model.version()))
        .toList();
  }

  synchronized Optional<RegisteredModel> find(int version) {
    return Optional.ofNullable(versions.get(version));
  }

  private boolean mayServe(int version) {
    return versions.containsKey(version) && !refused.containsKey(version);
  }

  /** What has to be loaded next; empty where all that is wanted is there. */
  synchronized Optional<RegisteredModel> missing() {
    List<Integer> there = inPlace.versions();
    return wanted().versions().stream()
        .filter(version -> !there.contains(version))
        .findFirst()
        .flatMap(version -> Optional.ofNullable(versions.get(version)));
  }

  /** Whether a version that has been loaded is still wanted. */
  synchronized boolean wants(RegisteredModel registered) {
    return known
        && !leaving
        && registered.equals(versions.get(registered.version()))
        && wanted().versions().contains(registered.version());
  }

  /** These serve now. */
  synchronized void serves(Wanted arranged) {
    if (inPlace.champion() != arranged.champion()) {
      previous = inPlace.champion();
    }
    inPlace = arranged;
  }

  synchronized Wanted serving() {
    return inPlace;
  }

  /** What is worth its room on the disk: what serves, and what led before. */
  synchronized Set<Integer> worthKeeping() {
    Set<Integer> worth = new HashSet<>(inPlace.versions());
    worth.add(previous);
    return worth;
  }

  synchronized void refused(RegisteredModel registered, String reason) {
    had();
    if (registered.equals(versions.get(registered.version()))) {
      refused.put(registered.version(), reason);
    }
  }

  /** A version could be had, whatever came of it. */
  synchronized void had() {
    failures = 0;
    trouble = null;
  }

  /**
   * @return how often in a row a version could not be had, this time counted
   */
  synchronized int failed(String reason) {
    trouble = reason;
    return ++failures;
  }

  /** In whose turn of the loop the work is done. */
  synchronized Optional<String> correlationId() {
    return missing().map(RegisteredModel::correlationId);
  }

  synchronized Standing standing() {
    return new Standing(
        known,
        inPlace.champion(),
        traffic.champion() == 0 && !versions.isEmpty() ? versions.lastKey() : 0,
        new TreeMap<>(refused),
        Optional.ofNullable(trouble));
  }

  /** Whether there is more to do; if not, the next one has to be sent for. */
  synchronized boolean goesOn() {
    busy = hasWork();
    if (!busy) {
      had();
    }
    return busy;
  }
}
