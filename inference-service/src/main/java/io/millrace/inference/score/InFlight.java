package io.millrace.inference.score;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much of requests' bodies is worked on at a time: what a body becomes in memory grows with it,
 * so that this bounds the memory of all requests together.
 */
public final class InFlight {

  private static final int UNIT = 1024;

  /** What a request costs however small it is. */
  private static final int LEAST_UNITS = 16;

  private final Semaphore units;
  private final int bodyBytes;

  /**
   * @param bytes of all bodies together
   * @param bodyBytes of one at most
   */
  public InFlight(long bytes, int bodyBytes) {
    this.bodyBytes = bodyBytes;
    this.units = new Semaphore(Math.max((int) (bytes / UNIT), cost(bodyBytes)));
  }

  /** A request's share, to be given back. */
  public static final class Share implements AutoCloseable {
    private final Semaphore units;
    private final int cost;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Share(Semaphore units, int cost) {
      this.units = units;
      this.cost = cost;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        units.release(cost);
      }
    }
  }

  /**
   * @param contentLength of the request, negative where it does not say
   * @return empty where there is too much already
   */
  public Optional<Share> take(long contentLength) {
    int cost = cost(contentLength < 0 ? bodyBytes : Math.min(contentLength, bodyBytes));
    return units.tryAcquire(cost) ? Optional.of(new Share(units, cost)) : Optional.empty();
  }

  private static int cost(long bytes) {
    return (int) Math.max(LEAST_UNITS, (bytes + UNIT - 1) / UNIT);
  }
}
