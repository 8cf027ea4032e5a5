package io.millrace.scoring.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * ONNX Runtime's environment without its telemetry. Since 1.29 the official builds report to their
 * maker from Linux and macOS too, and while doing so overflow the stack on a long command line (a
 * class path, say), which ends the process. Only a variable of the process's own environment keeps
 * it from starting, so it is set there before the library is loaded.
 */
final class QuietEnvironment {

  private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";
  private static final OrtEnvironment ENVIRONMENT = start();

  private QuietEnvironment() {}

  static OrtEnvironment get() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment start() {
    if (System.getenv(VARIABLE) == null) {
      set(VARIABLE, "1");
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      environment.setTelemetry(false); // where the variable is not heeded: Windows
    } catch (OrtException e) {
      throw new IllegalStateException("telemetry cannot be switched off", e);
    }
    return environment;
  }

  /** {@code setenv(3)}; Windows has none, and the library does not look at the variable there. */
  private static void set(String name, String value) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return;
    }
    MethodHandle call =
        linker.downcallHandle(
            setenv.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int result = (int) call.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (result != 0) {
        throw new IllegalStateException("setenv answered " + result);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv cannot be called", e);
    }
  }
}
