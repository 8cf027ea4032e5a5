package io.millrace.quickstart;

import java.nio.file.Path;

/**
 * What a stack is started with.
 *
 * @param home the folder of its state, made if absent
 * @param progress told what happens, step by step
 */
public record StackSettings(Path home, Ports ports, Progress progress) {

  /** Hears of each step of a start or a stop. */
  @FunctionalInterface
  public interface Progress {
    void step(String text);
  }
}
