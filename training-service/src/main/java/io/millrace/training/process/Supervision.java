package io.millrace.training.process;

import io.millrace.scoring.model.Manifest.Usage;
import io.millrace.training.run.ComputeFailed;
import io.millrace.training.run.Follower;
import io.millrace.training.run.Share;
import io.millrace.training.run.Sizes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a training process from time to time: whether it is still wanted, keeps to its memory
 * and to its time; and how much it uses.
 */
final class Supervision {

  private final Child child;
  private final Share share;
  private final Duration longest;
  private final Follower follower;
  private final long began = System.nanoTime();
  private volatile Vitals vitals = new Vitals(0, null, null);
  private volatile @Nullable RuntimeException brokenOff;

  Supervision(Child child, Share share, Duration longest, Follower follower) {
    this.child = child;
    this.share = share;
    this.longest = longest;
    this.follower = follower;
  }

  void look() {
    if (brokenOff != null) {
      return;
    }
    try {
      saw(child.vitals());
      follower.ensureWanted();
      ensureWithinBounds();
    } catch (RuntimeException e) {
      brokenOff = e;
      child.stop();
    }
  }

  private void ensureWithinBounds() {
    Long own = vitals.own();
    if (own != null && own > share.memory()) {
      throw new ComputeFailed(
          "the training process took %s of memory and was given %s (train.compute.memory)"
              .formatted(Sizes.of(own), Sizes.of(share.memory())),
          usage());
    }
    if (seconds() > longest.toSeconds()) {
      throw new ComputeFailed(
          "the training took longer than %s (millrace.training.longest)".formatted(longest),
          usage());
    }
  }

  /** A process that has just ended says nothing any more. */
  void saw(Vitals now) {
    Vitals before = vitals;
    Long peak = now.peak() == null ? before.peak() : now.peak();
    vitals = new Vitals(Math.max(before.cpuSeconds(), now.cpuSeconds()), now.own(), peak);
  }

  /** Why it was ended; null where it was not. */
  @Nullable RuntimeException brokenOff() {
    return brokenOff;
  }

  @Nullable Long peak() {
    return vitals.peak();
  }

  Optional<Usage> usage() {
    return Optional.of(
        new Usage(
            share.cores(),
            share.memory(),
            share.device().word(),
            rounded(seconds()),
            rounded(vitals.cpuSeconds()),
            vitals.peak()));
  }

  private double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }
}
