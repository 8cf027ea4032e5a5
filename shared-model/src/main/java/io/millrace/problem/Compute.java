package io.millrace.problem;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a training may use. The model does not depend on cores and memory.
 *
 * @param cores how many trials are computed at a time; empty for what the service gives each run
 * @param memory in bytes, of all that the training keeps; empty for what the service gives each run
 */
public record Compute(OptionalInt cores, OptionalLong memory, Device device) {

  public static final Compute DEFAULT =
      new Compute(OptionalInt.empty(), OptionalLong.empty(), Device.CPU);

  /** Where networks learn. */
  public enum Device {
    CPU,
    GPU;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
