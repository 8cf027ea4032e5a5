package io.millrace.training.train;

import ai.djl.Device;
import ai.djl.engine.Engine;

/** Where the networks of this process learn. */
public final class Accelerator {

  private static volatile boolean required;

  private Accelerator() {}

  /**
   * From now on on a GPU, where the same seed no longer gives the same bytes.
   *
   * @throws IllegalStateException where PyTorch sees none
   */
  public static void require() {
    if (Engine.getEngine("PyTorch").getGpuCount() == 0) {
      throw new IllegalStateException(
          "the problem asks for a GPU (train.compute.device), and PyTorch sees none here: "
              + "either the machine has none, or pytorch-native-cpu is what is installed");
    }
    required = true;
  }

  static Device device() {
    return required ? Device.gpu() : Device.cpu();
  }
}
