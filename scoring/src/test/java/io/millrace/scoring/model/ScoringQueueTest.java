package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.problem.Task;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.test.SmallPackages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ScoringQueueTest {

  private static final Executor CALLERS = task -> Thread.ofVirtual().start(task);

  private final ScoringModel model =
      ScoringModel.load(
          SmallPackages.onnx(), SmallPackages.FEATURES, Task.CLASSIFICATION, SmallPackages.CLASSES);

  /** How many callers each native call was for. */
  private final List<Integer> calls = new CopyOnWriteArrayList<>();

  private final Semaphore permits = new Semaphore(0);

  @AfterEach
  void close() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1, 8, 0", "2, 64, 0", "1, 8, 300", "2, 4, 300"})
  void answersEachCallerItsOwnRows(int scorers, int batch, int micros) {
    ScoringQueue queue =
        new ScoringQueue(
            batches -> {
              calls.add(batches.size());
              LockSupport.parkNanos(1000L * micros); // as long as a larger graph takes
              return model.scoreAll(batches);
            },
            limits(scorers, batch, Duration.ZERO, 10_000, Duration.ofMinutes(1)));
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      int first = i;
      callers.add(CompletableFuture.runAsync(() -> callRepeatedly(queue, first), CALLERS));
    }

    callers.forEach(CompletableFuture::join);

    assertThat(calls.stream().mapToInt(Integer::intValue).sum()).isEqualTo(24 * 40);
    assertThat(calls).allMatch(size -> size <= batch);
  }

  private void callRepeatedly(ScoringQueue queue, int first) {
    for (int i = 0; i < 40; i++) {
      double light = 100 + 10 * first + i;
      Scores scores = queue.score(SmallPackages.rows(light)).orElseThrow();
      assertThat(scores.probability(0, 1))
          .isEqualTo(model.score(SmallPackages.rows(light)).probability(0, 1));
    }
  }

  @Test
  void scoresWhoWaitsInOneCall() {
    ScoringQueue queue = held(limits(1, 8, Duration.ZERO, 100, Duration.ofMinutes(1)));
    CompletableFuture<Optional<Scores>> first = call(queue, 465);
    awaitCalls(1);
    List<CompletableFuture<Optional<Scores>>> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      others.add(call(queue, 100 * i));
    }
    await(() -> queue.waiting() == 5);

    permits.release(2);

    assertThat(first.join()).isPresent();
    assertThat(others).allSatisfy(other -> assertThat(other.join()).isPresent());
    assertThat(calls).containsExactly(1, 5);
  }

  @Test
  void refusesAtOnceWhatThereIsNoRoomFor() {
    ScoringQueue queue = held(limits(1, 8, Duration.ZERO, 2, Duration.ofMinutes(1)));
    CompletableFuture<Optional<Scores>> first = call(queue, 1);
    awaitCalls(1);
    CompletableFuture<Optional<Scores>> second = call(queue, 2);
    await(() -> queue.waiting() == 1);

    assertThat(queue.score(SmallPackages.rows(3, 4))).isEmpty();

    permits.release(2);
    assertThat(first.join()).isPresent();
    assertThat(second.join()).isPresent();
  }

  @Test
  void givesUpWhoHasWaitedTooLong() {
    ScoringQueue queue = held(limits(1, 8, Duration.ZERO, 100, Duration.ofMillis(20)));
    CompletableFuture<Optional<Scores>> first = call(queue, 1);
    awaitCalls(1);

    assertThat(queue.score(SmallPackages.rows(2))).isEmpty();
    assertThat(queue.waiting()).isZero();

    permits.release(2);
    assertThat(first.join()).isPresent();
    assertThat(queue.score(SmallPackages.rows(3))).isPresent();
    assertThat(calls).containsExactly(1, 1);
  }

  @Test
  void failsWhoWasScoredTogetherAndNobodyElse() {
    List<Integer> failing = new CopyOnWriteArrayList<>();
    ScoringQueue queue =
        new ScoringQueue(
            batches -> {
              calls.add(batches.size());
              permits.acquireUninterruptibly();
              if (batches.size() > 1) {
                failing.add(batches.size());
                throw new IllegalStateException("the graph cannot be run");
              }
              return model.scoreAll(batches);
            },
            limits(1, 8, Duration.ZERO, 100, Duration.ofMinutes(1)));
    CompletableFuture<Optional<Scores>> first = call(queue, 1);
    awaitCalls(1);
    CompletableFuture<Optional<Scores>> second = call(queue, 2);
    CompletableFuture<Optional<Scores>> third = call(queue, 3);
    await(() -> queue.waiting() == 2);

    permits.release(3);

    assertThat(first.join()).isPresent();
    for (var failed : List.of(second, third)) {
      assertThatThrownBy(failed::join).hasCauseInstanceOf(IllegalStateException.class);
    }
    assertThat(queue.score(SmallPackages.rows(4))).isPresent();
    assertThat(failing).containsExactly(2);
  }

  @Test
  void holdsABatchOpenOnlyWhileThereIsMoreThanOneCaller() {
    ScoringQueue queue = held(limits(1, 3, Duration.ofMinutes(1), 100, Duration.ofMinutes(1)));
    permits.release(10);
    assertThat(queue.score(SmallPackages.rows(1))).isPresent(); // at once
    permits.drainPermits();
    CompletableFuture<Optional<Scores>> first = call(queue, 1);
    awaitCalls(2);
    List<CompletableFuture<Optional<Scores>>> callers = new ArrayList<>();
    callers.add(call(queue, 2));
    callers.add(call(queue, 3));
    await(() -> queue.waiting() == 2);
    permits.release(2);
    first.join();
    callers.forEach(CompletableFuture::join);

    permits.release(1);
    for (int i = 0; i < 3; i++) {
      callers.add(call(queue, i));
    }
    callers.forEach(CompletableFuture::join);

    assertThat(calls).containsExactly(1, 1, 2, 3);
  }

  @Test
  void scoresNoRowsAndMoreThanABatchHolds() {
    ScoringQueue queue = new ScoringQueue(model, limits(1, 2, Duration.ZERO, 1, Duration.ZERO));

    assertThat(queue.score(new RowBatch(SmallPackages.SCHEMA, 1)).orElseThrow().rows()).isZero();
    assertThat(queue.score(SmallPackages.rows(new double[3000])).orElseThrow().rows())
        .isEqualTo(3000);
  }

  private static ScoringQueue.Limits limits(
      int scorers, int batch, Duration delay, int waiting, Duration patience) {
    return new ScoringQueue.Limits(scorers, batch, delay, waiting, patience);
  }

  /** A queue whose native calls end when they are let. */
  private ScoringQueue held(ScoringQueue.Limits limits) {
    return new ScoringQueue(
        batches -> {
          calls.add(batches.size());
          permits.acquireUninterruptibly();
          return model.scoreAll(batches);
        },
        limits);
  }

  private static CompletableFuture<Optional<Scores>> call(ScoringQueue queue, double light) {
    return CompletableFuture.supplyAsync(() -> queue.score(SmallPackages.rows(light)), CALLERS);
  }

  private void awaitCalls(int count) {
    await(() -> calls.size() == count);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
