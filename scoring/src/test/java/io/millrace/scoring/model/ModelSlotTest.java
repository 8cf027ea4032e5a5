package io.millrace.scoring.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Task;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.test.SmallGraphs;
import io.millrace.scoring.test.SmallPackages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModelSlotTest {

  @Test
  void closesTheOldModelWhenItsLastLeaseIsBack() {
    ModelSlot<Probe> slot = new ModelSlot<>();
    Probe old = new Probe();
    Probe next = new Probe();
    slot.swap(old);
    Lease<Probe> one = slot.acquire().orElseThrow();
    Lease<Probe> two = slot.acquire().orElseThrow();

    slot.swap(next);
    one.close();
    one.close();

    assertThat(slot.acquire().orElseThrow().model()).isSameAs(next);
    assertThat(old.closed.get()).isZero();
    two.close();
    assertThat(old.closed.get()).isEqualTo(1);
    assertThat(next.closed.get()).isZero();
  }

  @Test
  void givesNothingBeforeTheFirstModelAndAfterItsRetirement() {
    ModelSlot<Probe> slot = new ModelSlot<>();
    assertThat(slot.acquire()).isEmpty();

    Probe probe = new Probe();
    slot.swap(probe);
    slot.retire();
    slot.retire();

    assertThat(slot.acquire()).isEmpty();
    assertThat(probe.closed.get()).isEqualTo(1);
  }

  @Test
  void neverClosesANativeModelUnderACall() throws InterruptedException, ExecutionException {
    ModelSlot<ScoringModel> slot = new ModelSlot<>();
    slot.swap(model());
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(callers.submit(() -> score(slot, done)));
      }
      for (int swap = 0; swap < 300; swap++) {
        slot.swap(model());
      }
      done.set(true);
      for (Future<Integer> call : calls) {
        assertThat(call.get()).isPositive();
      }
    }
    slot.retire();
  }

  private static int score(ModelSlot<ScoringModel> slot, AtomicBoolean done) {
    RowBatch rows = SmallPackages.rows(1, 2, 3, 4, 5, 6, 7, 8);
    int calls = 0;
    while (!done.get()) {
      try (Lease<ScoringModel> lease = slot.acquire().orElseThrow()) {
        assertThat(lease.model().score(rows).label(0)).isEqualTo("0");
        calls++;
      }
    }
    return calls;
  }

  private static ScoringModel model() {
    byte[] onnx = SmallGraphs.classifier(new float[][] {{0, 1}, {0, 0}}, new float[] {0, 0});
    return ScoringModel.load(
        onnx, SmallPackages.FEATURES, Task.CLASSIFICATION, SmallPackages.CLASSES);
  }

  private static final class Probe implements AutoCloseable {
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
