package io.millrace.acceptance.fuzz;

import io.millrace.acceptance.Millrace;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What can be set on the command line.
 *
 * @param inputs for each boundary
 * @param seed the same seed makes the same inputs from outside
 * @param replay a file that a failure has left: it alone is tried
 */
record FuzzSettings(int inputs, long seed, Optional<Path> replay) {

  static FuzzSettings read() {
    return new FuzzSettings(
        Integer.getInteger("millrace.fuzz.inputs", 500),
        Long.getLong("millrace.fuzz.seed", 1),
        Optional.ofNullable(System.getProperty("millrace.fuzz.replay"))
            .map(Millrace.root()::resolve));
  }
}
