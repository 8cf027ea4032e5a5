package io.millrace.problem;

import io.millrace.problem.Compute.Device;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads {@code train.compute}. */
final class ComputeReader {

  private static final String CORES = "a whole number from 1 to 256";
  private static final int MOST_CORES = 256;

  private final Section compute;

  ComputeReader(Section compute) {
    this.compute = compute;
  }

  Compute read() {
    OptionalInt cores = cores(compute.at("cores"));
    OptionalLong memory = Quantity.memory(compute.at("memory"));
    Device device =
        compute.at("device").word(Device.values(), Device::word).orElse(Compute.DEFAULT.device());
    compute.end();
    return new Compute(cores, memory, device);
  }

  private static OptionalInt cores(Node node) {
    OptionalLong cores = node.whole(CORES);
    if (cores.isEmpty()) {
      return OptionalInt.empty();
    }
    if (cores.getAsLong() < 1 || cores.getAsLong() > MOST_CORES) {
      node.refuse(CORES);
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) cores.getAsLong());
  }
}
