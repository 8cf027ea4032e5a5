package io.millrace.inference.score;

import io.millrace.inference.load.ServedModel;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.inference.score.Trials.Question;
import io.millrace.scoring.model.Lease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks shadows behind a request's back: nobody waits for what is never answered. A shadow that does
 * not keep up is left out, and that is counted.
 */
public final class Shadows implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);

  /** Rows that wait, and for how long: predictions are held back meanwhile. */
  private static final int MOST_WAITING = 1000;

  private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Trials trials;
  private final UnaryOperator<Runnable> along;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private volatile boolean closing;

  public Shadows(Trials trials) {
    this(trials, UnaryOperator.identity());
  }

  /**
   * @param along makes work that another thread does part of what this one is doing
   */
  public Shadows(Trials trials, UnaryOperator<Runnable> along) {
    this(
        trials,
        along,
        Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            Thread.ofPlatform().name("ask-shadows-", 0).daemon().factory()));
  }

  Shadows(Trials trials, ExecutorService threads) {
    this(trials, UnaryOperator.identity(), threads);
  }

  private Shadows(Trials trials, UnaryOperator<Runnable> along, ExecutorService threads) {
    this.trials = trials;
    this.along = along;
    this.threads = threads;
  }

  /**
   * Returns at once.
   *
   * @param questions of models leased until the call returns
   * @param then told what they said, which is nothing where they are left out
   */
  void ask(List<Question> questions, Channel channel, Consumer<List<Said>> then) {
    if (questions.isEmpty()) {
      then.accept(List.of());
      return;
    }
    int rows =
        Math.min(MOST_WAITING, questions.stream().mapToInt(each -> each.rows().length).sum());
    if (!room.tryAcquire(rows)) {
      leaveOut(questions, then);
      return;
    }
    List<Lease<ServedModel>> held =
        questions.stream().map(question -> question.standby().lease().again()).toList();
    long start = System.nanoTime();
    Runnable task =
        () -> {
          try {
            answer(questions, channel, start, then);
          } finally {
            held.forEach(Lease::close);
            room.release(rows);
          }
        };
    try {
      threads.execute(along.apply(task));
    } catch (RejectedExecutionException e) {
      task.run(); // they are left out, since it closes
    }
  }

  private void answer(
      List<Question> questions, Channel channel, long start, Consumer<List<Said>> then) {
    if (closing || System.nanoTime() - start > PATIENCE_NANOS) {
      leaveOut(questions, then);
    } else {
      then.accept(trials.ask(questions, channel));
    }
  }

  private void leaveOut(List<Question> questions, Consumer<List<Said>> then) {
    questions.forEach(trials::leaveOut);
    then.accept(List.of());
  }

  /** Those that still wait are left out. */
  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("A shadow is still being asked while the service stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
