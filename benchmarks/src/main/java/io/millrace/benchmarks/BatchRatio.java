package io.millrace.benchmarks;

import ai.onnxruntime.OrtException;
import io.millrace.problem.Task;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.model.ScoringQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** 64 rows, from columns to scores by way of the queue, over ONNX Runtime called directly. */
final class BatchRatio {

  static final int ROWS = 64;

  private final Effort effort;

  BatchRatio(Effort effort) {
    this.effort = effort;
  }

  Ratio measure() {
    Network network = Network.usual();
    RowBatch rows = rows(network, ROWS);
    try (ScoringModel model = model(network);
        Direct direct = new Direct(network, ROWS)) {
      ScoringQueue queue = new ScoringQueue(model, limits(1));
      Callable<?> path = () -> queue.score(rows).orElseThrow();
      perSecond(path, effort.warmUp());
      perSecond(direct::score, effort.warmUp());
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        theirs.add(ROWS * perSecond(direct::score, effort.time()));
        ours.add(ROWS * perSecond(path, effort.time()));
        ratios.add(ours.getLast() / theirs.getLast());
      }
      return Ratio.atLeast(
          "64 rows prepared and scored: rows/s over ONNX Runtime's",
          ratios,
          0.6,
          "%.0f over %.0f rows/s, each on one thread"
              .formatted(Ratio.median(ours), Ratio.median(theirs)));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  static ScoringModel model(Network network) {
    return ScoringModel.load(
        network.onnx(), network.fitted(), Task.CLASSIFICATION, Network.CLASSES);
  }

  static ScoringQueue.Limits limits(int scorers) {
    return new ScoringQueue.Limits(scorers, 64, Duration.ZERO, 10_000, Duration.ofSeconds(10));
  }

  static RowBatch rows(Network network, int count) {
    Random random = new Random(5);
    RowBatch rows = new RowBatch(network.schema(), count);
    for (int row = 0; row < count; row++) {
      rows.open(0);
      for (int i = 0; i < network.features(); i++) {
        rows.setNumber(i, random.nextGaussian());
      }
    }
    return rows;
  }

  static double perSecond(Callable<?> call, Duration time) {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long calls = 0;
    try {
      for (long now = start; now < end; now = System.nanoTime()) {
        for (int i = 0; i < 50; i++) {
          call.call();
        }
        calls += 50;
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return calls / ((System.nanoTime() - start) / 1e9);
  }
}
