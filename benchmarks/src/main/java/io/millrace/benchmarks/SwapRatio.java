package io.millrace.benchmarks;

import io.millrace.benchmarks.Load.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A new version every 2 s for 60 s under full load: what fails, and how late the latest are. */
final class SwapRatio {

  private static final Duration WINDOW = Duration.ofSeconds(12);
  private static final int WINDOWS = 5;
  private static final int EVERY_SECONDS = 2;

  private final Site site;
  private final Effort effort;

  SwapRatio(Site site, Effort effort) {
    this.site = site;
    this.effort = effort;
  }

  List<Ratio> measure() {
    Load load =
        Load.post(
            site.port(), "/v1/problems/%s/predict".formatted(Site.PROBLEM), Network.usual().row(1));
    load.run(effort.warmUp());
    List<Outcome> before = windows(load);
    AtomicInteger version = new AtomicInteger(1);
    List<Outcome> during;
    try (ScheduledExecutorService swaps = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          swaps.scheduleAtFixedRate(
              () -> site.register(version.incrementAndGet()), 0, EVERY_SECONDS, TimeUnit.SECONDS);
      during = windows(load);
      swaps.shutdownNow();
    }
    long requests = during.stream().mapToLong(Outcome::requests).sum();
    double failed = during.stream().mapToLong(Outcome::failed).sum();
    double quiet = Ratio.median(before.stream().map(Outcome::p99Micros).toList());
    List<Double> ratios = during.stream().map(it -> it.p99Micros() / quiet).toList();
    return List.of(
        Ratio.atMost(
            "Swap every 2 s for 60 s: failed requests",
            List.of(failed),
            0,
            "of %d, over %d versions".formatted(requests, version.get() - 1)),
        Ratio.atMost(
            "Swap every 2 s for 60 s: p99 during over p99 before",
            ratios,
            1.5,
            "p99 %.0f us before, in 5 windows of 12 s each".formatted(quiet)));
  }

  private static List<Outcome> windows(Load load) {
    List<Outcome> windows = new ArrayList<>();
    for (int i = 0; i < WINDOWS; i++) {
      windows.add(load.run(WINDOW));
    }
    return windows;
  }
}
