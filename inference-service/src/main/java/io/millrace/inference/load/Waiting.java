package io.millrace.inference.load;

import io.millrace.rollout.Traffic;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far one problem is from what is wanted: which versions serve, and whether somebody is at work
 * on it, which is one thread at most. Guarded by itself.
 */
final class Waiting {

  private final Announced announced = new Announced();
  private Wanted inPlace = Wanted.NONE;
  private @Nullable String trouble;
  private boolean known;
  private boolean leaving;
  private boolean busy;
  private int previous;
  private int failures;

  /** Whether somebody has to be sent to work. */
  synchronized boolean offer(RegisteredModel registered) {
    announced.registered(registered);
    return call();
  }

  /** As {@link #offer}. */
  synchronized boolean decided(Traffic next) {
    announced.decided(next);
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

  synchronized Wanted wanted() {
    return known ? announced.wanted(inPlace.champion()) : Wanted.NONE;
  }

  /** Those that may lead, the best first. */
  synchronized List<RegisteredModel> candidates() {
    return announced.candidates();
  }

  synchronized Optional<RegisteredModel> find(int version) {
    return announced.find(version);
  }

  /** What has to be loaded next; empty where all that is wanted is there. */
  synchronized Optional<RegisteredModel> missing() {
    List<Integer> there = inPlace.versions();
    return wanted().versions().stream()
        .filter(version -> !there.contains(version))
        .findFirst()
        .flatMap(announced::find);
  }

  /** Whether a version that has been loaded is still wanted. */
  synchronized boolean wants(RegisteredModel registered) {
    return known
        && !leaving
        && announced.isCurrent(registered)
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
    announced.refused(registered, reason);
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
        announced.waits(),
        announced.refusals(),
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
