package io.millrace.inference.load;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.ModelPackage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what loaded models take together. Whoever loads one takes room for it before; where there
 * is none, the models of the problem go that has not been asked for longest. What a problem's own
 * versions take is no reason to unload them: they are needed together.
 */
public final class ModelMemory {

  private static final Logger LOG = LoggerFactory.getLogger(ModelMemory.class);

  /** Of a model however small: what its session keeps, and what it is scored with. */
  private static final long LEAST = 1L << 20;

  /** What the native runtime makes of a byte of the model's file. */
  private static final int FACTOR = 4;

  /** With models that have to go and are still in use. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final long bound;
  private final Serving serving;
  private final MeterRegistry meters;
  private final MemoryTaken memory = new MemoryTaken();

  /** One after the other, in the order in which they come. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * @param bound in bytes
   * @param serving whose models are unloaded
   */
  public ModelMemory(long bound, Serving serving, MeterRegistry meters) {
    this.bound = bound;
    this.serving = serving;
    this.meters = meters;
    Gauge.builder("millrace.models.loaded", memory, MemoryTaken::models)
        .description("Models in memory")
        .register(meters);
    Gauge.builder("millrace.models.loaded.bytes", memory, MemoryTaken::bytes)
        .description("What the models in memory are reckoned to take")
        .register(meters);
  }

  /** What a model is reckoned to take, loaded. */
  static long reckoned(ModelPackage sound) {
    return LEAST + FACTOR * (long) sound.modelBytes();
  }

  /**
   * Waits for a while until there is room; where there is none even then, the model is loaded all
   * the same.
   *
   * @param problem whose versions stay
   * @return to be given back when the model is closed
   */
  MemoryTaken.Share take(ProblemName problem, long bytes) {
    turn.lock();
    try {
      makeRoom(problem, bytes);
      return memory.take(problem, bytes);
    } finally {
      turn.unlock();
    }
  }

  private void makeRoom(ProblemName problem, long bytes) {
    long most = Math.max(0, bound - bytes);
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean more = true;
    while (more && memory.bytes() > most && System.nanoTime() - end < 0) {
      more = memory.staying() > most ? goOn(problem) : memory.awaitFreed();
    }
    if (memory.bytes() > most) {
      LOG.warn(
          "A model of {} takes {} KB; with it, all together take more than the {} KB they may",
          problem,
          bytes >> 10,
          bound >> 10);
    }
  }

  /** Whether there is, or will be, something to unload. */
  private boolean goOn(ProblemName problem) {
    Optional<ServedProblem> next = leastWanted(serving.loadedBut(problem));
    next.ifPresent(this::unload);
    return next.isPresent() || (memory.isAnyBut(problem) && memory.awaitFreed());
  }

  private static Optional<ServedProblem> leastWanted(List<ServedProblem> loaded) {
    return loaded.stream()
        .filter(ServedProblem::mayGo)
        .min(
            Comparator.comparing(ServedProblem::isInUse)
                .thenComparing(Comparator.comparingLong(ServedProblem::quietNanos).reversed()));
  }

  private void unload(ServedProblem problem) {
    problem.unload();
    meters.counter("millrace.models.unloads", "problem", problem.name().value()).increment();
    LOG.debug("{} is unloaded to make room", problem.name());
  }
}
