package io.millrace.monitoring.compare;

import java.lang.invoke.MethodHandles;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.datasketches.kll.KllSketch;

/**
 * KLL halves itself by the toss of a coin, and all sketches of a process toss the same one, which
 * the library lets nobody seed. A verdict must not depend on what else the process does, nor on
 * whether the process was killed and another did the same again; so the coin is seeded here.
 */
final class Coins {

  private static final Random SHARED = shared();

  private Coins() {}

  private static Random shared() {
    try {
      return (Random)
          MethodHandles.privateLookupIn(KllSketch.class, MethodHandles.lookup())
              .findStaticVarHandle(KllSketch.class, "random", Random.class)
              .get();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("KLL has another source of chance than it had", e);
    }
  }

  /** Does something with the tosses that belong to a seed, while nobody else here tosses. */
  static synchronized void toss(long seed, Runnable task) {
    SHARED.setSeed(new SplittableRandom(seed).nextLong());
    task.run();
  }
}
