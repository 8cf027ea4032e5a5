package io.millrace.monitoring.observe;

import io.millrace.problem.ProblemName;
import java.util.function.Function;

/** Every problem's memory, for reading. */
public interface Recollections {

  /**
   * @throws NotReadyException while the memory is being loaded
   * @throws ElsewhereException where another instance keeps it
   */
  <T> T read(ProblemName problem, Function<Recollection, T> reading);

  /** The memory cannot be read now, and can be a little later. */
  final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReadyException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Another instance knows. */
  final class ElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String address;

    /**
     * @param address {@code host:port}
     */
    public ElsewhereException(String address) {
      super("kept by the instance at " + address);
      this.address = address;
    }

    public String address() {
      return address;
    }
  }
}
