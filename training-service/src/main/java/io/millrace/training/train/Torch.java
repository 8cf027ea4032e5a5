package io.millrace.training.train;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** PyTorch, on one thread for each call. */
final class Torch {

  static {
    // read by PyTorch when it is loaded; more threads only spin, and sum in another order
    for (String key : List.of("num_threads", "num_interop_threads")) {
      if (System.getProperty("ai.djl.pytorch." + key) == null) {
        System.setProperty("ai.djl.pytorch." + key, "1");
      }
    }
  }

  private Torch() {}

  /** What lives in it is freed by closing it. */
  static NDManager memory() {
    return NDManager.newBaseManager(Accelerator.device(), "PyTorch");
  }
}
