package io.millrace.scoring.model;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who uses a model, and closes it when it is retired and the last lease has come back:
 * closing a native model under a running call would end the process.
 */
public final class ModelReference<M extends AutoCloseable> {

  private final M model;

  /** The leases that are out, and one for not being retired. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final AtomicBoolean retired = new AtomicBoolean();

  public ModelReference(M model) {
    this.model = model;
  }

  /** Empty where the model is closed. */
  public Optional<Lease<M>> acquire() {
    int now = users.get();
    while (now > 0) {
      int found = users.compareAndExchange(now, now + 1);
      if (found == now) {
        return Optional.of(new Lease<>(this));
      }
      now = found;
    }
    return Optional.empty();
  }

  /** Whether leases are out. */
  boolean isInUse() {
    return users.get() > (retired.get() ? 0 : 1);
  }

  /** Closes the model as soon as nobody uses it. */
  public void retire() {
    if (retired.compareAndSet(false, true)) {
      release();
    }
  }

  M model() {
    return model;
  }

  void release() {
    if (users.decrementAndGet() > 0) {
      return;
    }
    try {
      model.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a model cannot be closed", e);
    }
  }
}
