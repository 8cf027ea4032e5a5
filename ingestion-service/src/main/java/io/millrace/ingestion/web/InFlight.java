package io.millrace.ingestion.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.ingestion.accept.Budget;
import io.millrace.ingestion.accept.Limits;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Bounds the memory of all requests that are being answered at a time. */
@Component
class InFlight {

  private final long all;
  private final AtomicLong free;

  InFlight(Limits limits, MeterRegistry meters) {
    all = limits.inFlight();
    free = new AtomicLong(all);
    Gauge.builder("millrace.ingestion.in-flight", () -> all - free.get())
        .baseUnit("bytes")
        .register(meters);
  }

  /** One request's part, given back when it is answered. */
  Share share() {
    return new Share();
  }

  long free() {
    return free.get();
  }

  /** For one thread. */
  final class Share implements Budget, AutoCloseable {

    private long taken;

    /**
     * @throws OverloadException when the others leave too little
     * @throws NeverFitsException when even alone it would be too much
     */
    @Override
    public void take(long bytes) {
      if (taken + bytes > all) {
        throw new NeverFitsException(all);
      }
      if (free.addAndGet(-bytes) < 0) {
        free.addAndGet(bytes);
        throw new OverloadException();
      }
      taken += bytes;
    }

    @Override
    public void close() {
      free.addAndGet(taken);
      taken = 0;
    }
  }

  /** More is being received than memory is set aside for. */
  static final class OverloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OverloadException() {
      super("Too much is being received at once (in-flight)", null, false, false);
    }
  }

  /** To come again would not help. */
  static final class NeverFitsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NeverFitsException(long all) {
      super(
          "The rows take more than the %d bytes of memory (in-flight). Send them in several."
              .formatted(all),
          null,
          false,
          false);
    }
  }
}
