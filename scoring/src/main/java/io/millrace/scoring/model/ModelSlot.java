package io.millrace.scoring.model;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The place of the model that serves. Whoever acquires gets either the old or the new, alive. */
public final class ModelSlot<M extends AutoCloseable> {

  private final AtomicReference<@Nullable ModelReference<M>> current = new AtomicReference<>();

  /** Empty while no model serves. */
  public Optional<Lease<M>> acquire() {
    while (true) {
      ModelReference<M> reference = current.get();
      if (reference == null) {
        return Optional.empty();
      }
      Optional<Lease<M>> lease = reference.acquire();
      if (lease.isPresent()) {
        return lease;
      }
    }
  }

  /** Whether somebody uses the model that serves, just now. */
  public boolean isInUse() {
    ModelReference<M> reference = current.get();
    return reference != null && reference.isInUse();
  }

  /** Lets a model serve in one step; the one before is closed when its last lease is back. */
  public void swap(M next) {
    replace(new ModelReference<>(next));
  }

  /** From here on no model serves. */
  public void retire() {
    replace(null);
  }

  private void replace(@Nullable ModelReference<M> next) {
    ModelReference<M> previous = current.getAndSet(next);
    if (previous != null) {
      previous.retire();
    }
  }
}
