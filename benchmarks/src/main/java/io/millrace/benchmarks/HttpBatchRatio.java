package io.millrace.benchmarks;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 64 rows a request, all the way over HTTP and JSON, over ONNX Runtime called directly. */
final class HttpBatchRatio {

  private final Site site;
  private final Effort effort;

  HttpBatchRatio(Site site, Effort effort) {
    this.site = site;
    this.effort = effort;
  }

  Ratio measure() {
    Network network = Network.usual();
    String rows =
        IntStream.range(0, BatchRatio.ROWS)
            .mapToObj(network::row)
            .collect(Collectors.joining(",", "[", "]"));
    Load load = Load.post(site.port(), "/v1/problems/%s/predict".formatted(Site.PROBLEM), rows);
    load.run(effort.warmUp());
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (Direct direct = new Direct(network, BatchRatio.ROWS)) {
      BatchRatio.perSecond(direct::score, effort.time());
      for (int round = 0; round < effort.rounds(); round++) {
        theirs.add(BatchRatio.ROWS * BatchRatio.perSecond(direct::score, effort.time()));
        ours.add(BatchRatio.ROWS * load.run(effort.time()).perSecond());
        ratios.add(ours.getLast() / theirs.getLast());
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return Ratio.atLeast(
        "HTTP, 64 rows: rows/s over ONNX Runtime's",
        ratios,
        0.6,
        "%.0f rows/s over HTTP and JSON, %.0f of numbers that are there already"
            .formatted(Ratio.median(ours), Ratio.median(theirs)));
  }
}
