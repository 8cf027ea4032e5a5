package io.millrace.training.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.InMemoryBlobStore;
import io.millrace.training.House;
import io.millrace.training.Landing;
import io.millrace.training.Rooms;
import io.millrace.training.run.Capacity;
import io.millrace.training.run.Compute;
import io.millrace.training.run.InProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process for each run costs: a small run, five times in processes and five times in this
 * one, which is warm. Run by name: {@code -Dtest=ProcessStartBenchmark}.
 */
class ProcessStartBenchmark {

  private static final ProblemName ROOM = new ProblemName("room");
  private static final int TIMES = 5;

  @TempDir Path folder;

  @Test
  void printsWhatARunTakesInEither() {
    double inProcess = median("in-process", new InProcess());
    try (ProcessCompute processes = new ProcessCompute(Duration.ofMinutes(10))) {
      double process = median("process", processes);
      System.out.printf(
          "a run of 300 rows, median of %d: %.2f s in a process of its own, %.2f s in this one%n",
          TIMES, process, inProcess);
    }
  }

  private double median(String name, Compute compute) {
    List<Double> seconds = new ArrayList<>();
    Compute timed =
        (job, trials, follower) -> {
          long began = System.nanoTime();
          var computed = compute.compute(job, trials, follower);
          seconds.add((System.nanoTime() - began) / 1e9);
          return computed;
        };
    InMemoryBlobStore blobs = new InMemoryBlobStore();
    new Landing(blobs, folder, ROOM).land(Rooms.rows(0, 300, 50));
    Capacity capacity = new Capacity(1, 2L << 30, 1);
    try (House house =
        new House(blobs, folder.resolve(name), Rooms.PROBLEM, House.PACE, capacity, timed)) {
      for (int run = 1; run <= TIMES + 1; run++) { // the first warms what can be warmed
        house.trainings.request(ROOM);
        int ended = run;
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> house.ended().size() == ended && house.isIdle());
      }
    }
    assertThat(seconds).hasSizeGreaterThan(TIMES);
    return seconds.stream().skip(1).sorted().skip(TIMES / 2).findFirst().orElseThrow();
  }
}
