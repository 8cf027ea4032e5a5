package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Limits;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Bounds the bytes of all requests that are being answered at a time. */
@Component
class InFlight {

  private final AtomicLong free;

  InFlight(Limits limits) {
    free = new AtomicLong(limits.inFlight());
  }

  /** One request's part, given back when it is answered. */
  Share share() {
    return new Share();
  }

  final class Share implements AutoCloseable {

    private long taken;

    /**
     * @throws OverloadException when the others leave too little
     */
    void take(int bytes) {
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
      super("Too much is being received at once", null, false, false);
    }
  }
}
