package io.millrace.training.run;

import io.millrace.problem.Compute.Device;
import io.millrace.training.search.TrialLog;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Computes where it is called. What the native libraries do there, they do to the whole process.
 */
public final class InProcess implements Compute {

  private final boolean gpu;

  /** For a service: its process is not for one run alone, so it is no run's to take the GPU. */
  public InProcess() {
    this(false);
  }

  /**
   * @param gpu whether networks of this process learn on a GPU
   */
  public InProcess(boolean gpu) {
    this.gpu = gpu;
  }

  @Override
  public Computed compute(Job job, TrialLog trials, Follower follower) {
    if (job.share().device() == Device.GPU && !gpu) {
      throw new IllegalStateException(
          "the problem asks for a GPU (train.compute.device), and this service computes in its own"
              + " process (millrace.training.compute), where none is used");
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            job.share().cores(), Thread.ofPlatform().name("trial-", 1).daemon().factory());
    try {
      return new Computed(new Computation(job, trials, threads, follower).run(), Optional.empty());
    } finally {
      threads.shutdown();
    }
  }
}
