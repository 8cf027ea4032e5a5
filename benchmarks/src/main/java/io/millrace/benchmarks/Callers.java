package io.millrace.benchmarks;

import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.model.ScoringQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How callers with a row each share a model: by themselves, through the queue, or by a pool. */
final class Callers {

  private static final int CALLERS = 32;

  private final Effort effort;

  Callers(Effort effort) {
    this.effort = effort;
  }

  void print() {
    for (int hidden : new int[] {64, 512}) {
      Network network = new Network(10, hidden);
      try (ScoringModel model = BatchRatio.model(network);
          ExecutorService pool =
              new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(10_000))) {
        print(hidden, model, pool, BatchRatio.rows(network, 1));
      }
    }
  }

  private void print(int hidden, ScoringModel model, ExecutorService pool, RowBatch row) {
    ScoringQueue one = new ScoringQueue(model, BatchRatio.limits(1));
    ScoringQueue two = new ScoringQueue(model, BatchRatio.limits(2));
    Map<String, Callable<?>> ways = new LinkedHashMap<>();
    ways.put("each by itself", () -> model.score(row));
    ways.put("queue, 1 scorer", () -> one.score(row).orElseThrow());
    ways.put("queue, 2 scorers", () -> two.score(row).orElseThrow());
    ways.put("pool of 2 threads", () -> pool.submit(() -> model.score(row)).get());
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    Map<String, List<Double>> p99 = new LinkedHashMap<>();
    ways.values().forEach(way -> run(way, effort.time(), new Histogram(3)));
    for (int round = 0; round < effort.rounds(); round++) {
      ways.forEach(
          (name, way) -> {
            Histogram nanos = new ConcurrentHistogram(60_000_000_000L, 3);
            rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(run(way, effort.time(), nanos));
            p99.computeIfAbsent(name, _ -> new ArrayList<>())
                .add(nanos.getValueAtPercentile(99) / 1e3);
          });
    }
    Ratios.say("%d callers, a network of %d hidden".formatted(CALLERS, hidden));
    rates.forEach(
        (name, values) ->
            Ratios.say(
                "  %-20s %9.0f calls/s, p99 %7.0f us"
                    .formatted(
                        name,
                        Ratio.median(values),
                        Ratio.median(p99.getOrDefault(name, List.of(0.0))))));
  }

  private static double run(Callable<?> way, Duration time, Histogram nanos) {
    AtomicBoolean over = new AtomicBoolean();
    LongAdder calls = new LongAdder();
    List<Future<?>> callers = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService threads =
        java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.add(threads.submit(() -> call(way, over, calls, nanos)));
      }
      long end = start + time.toNanos();
      while (System.nanoTime() < end) {
        java.util.concurrent.locks.LockSupport.parkNanos(end - System.nanoTime());
      }
      over.set(true);
    }
    return calls.sum() / ((System.nanoTime() - start) / 1e9);
  }

  private static Void call(Callable<?> way, AtomicBoolean over, LongAdder calls, Histogram nanos)
      throws Exception {
    while (!over.get()) {
      long began = System.nanoTime();
      way.call();
      if (nanos instanceof ConcurrentHistogram) {
        nanos.recordValue(System.nanoTime() - began);
      }
      calls.increment();
      Thread.yield(); // as a request does between its parts
    }
    return null;
  }
}
