package io.millrace.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * PyTorch's gradients without DJL's collector, of which a process can have but one at a time: here
 * networks learn side by side, each on a thread of its own. Whether PyTorch keeps what gradients
 * need is a setting of the thread.
 */
final class Gradients {

  private Gradients() {}

  /** Adds the loss's gradients to those of the weights that led to it. */
  static void of(Supplier<NDArray> loss) {
    with(
        true,
        () -> {
          NDArray found = loss.get();
          NDArray one = found.getManager().ones(new Shape());
          JniUtils.backward((PtNDArray) found, (PtNDArray) one, false, false);
          return found;
        });
  }

  /** Computes something of which no gradient will be asked. */
  static NDArray without(Supplier<NDArray> answer) {
    return with(false, answer);
  }

  private static NDArray with(boolean kept, Supplier<NDArray> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(kept);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
