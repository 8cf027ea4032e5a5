package io.millrace.monitoring.observe;

import io.millrace.problem.ProblemName;
import java.util.function.Function;

/** Every problem's memory, for reading. */
public interface Recollections {

  /**
   * @throws NotReadyException while the memory is being loaded, or is kept by another instance
   */
  <T> T read(ProblemName problem, Function<Recollection, T> reading);

  /** The memory cannot be read now, and can be a little later. */
  final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
