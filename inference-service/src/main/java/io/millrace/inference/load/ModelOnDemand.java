package io.millrace.inference.load;

import io.millrace.scoring.model.Lease;
import io.millrace.scoring.model.ModelSlot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A model that may be unloaded, and is loaded again for whoever asks: once, for however many ask.
 * It is closed when its last lease is back.
 */
final class ModelOnDemand {

  /** With a model that is being loaded again. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For so long a model stays that was loaded for somebody, so that all who waited have it. */
  private static final long STAY_NANOS = Duration.ofMillis(500).toNanos();

  private final Runnable again;
  private final ModelSlot<ServedModel> slot = new ModelSlot<>();
  private @Nullable ServedModel model;
  private @Nullable CompletableFuture<Boolean> coming;
  private boolean retired;
  private long staysUntil = System.nanoTime();

  /**
   * @param again has it loaded on another thread, which {@link #put}s it here
   */
  ModelOnDemand(ServedModel model, Runnable again) {
    this.again = again;
    this.model = model;
    slot.swap(model);
  }

  /** Waits for a model that was unloaded; empty where that takes too long, or it is retired. */
  Optional<Lease<ServedModel>> acquire() {
    Optional<Lease<ServedModel>> there = slot.acquire();
    return there.isPresent() ? there : await();
  }

  /** Does not wait; where the model was unloaded it is empty, and the model is on its way. */
  Optional<Lease<ServedModel>> acquireNow() {
    Optional<Lease<ServedModel>> there = slot.acquire();
    if (there.isEmpty()) {
      CompletableFuture<Boolean> _ = coming();
    }
    return there;
  }

  private Optional<Lease<ServedModel>> await() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (comes(end - System.nanoTime())) {
      Optional<Lease<ServedModel>> lease = slot.acquire();
      if (lease.isPresent()) {
        return lease;
      }
    }
    return Optional.empty();
  }

  private boolean comes(long nanos) {
    try {
      return coming().get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether there is a model, as soon as that is known. */
  private synchronized CompletableFuture<Boolean> coming() {
    if (retired || model != null) {
      return CompletableFuture.completedFuture(!retired);
    }
    CompletableFuture<Boolean> known = coming;
    if (known == null) {
      known = new CompletableFuture<>();
      coming = known;
      again.run();
    }
    return known;
  }

  /** The model that was asked for again; it is closed where nobody wants it any more. */
  synchronized void put(ServedModel fresh) {
    if (retired) {
      fresh.close();
      return;
    }
    model = fresh;
    staysUntil = System.nanoTime() + STAY_NANOS;
    slot.swap(fresh);
    told(true);
  }

  synchronized boolean isLoaded() {
    return model != null;
  }

  synchronized boolean isRetired() {
    return retired;
  }

  /** Whether its model may go: those who waited for it have had it. */
  synchronized boolean mayGo() {
    return model == null || System.nanoTime() - staysUntil >= 0;
  }

  boolean isInUse() {
    return slot.isInUse();
  }

  /** It is closed after its last call; whoever asks later has it loaded again. */
  synchronized void unload() {
    if (model != null) {
      model.leaves();
      model = null;
      slot.retire();
    }
  }

  /** It is closed after its last call, for good. */
  synchronized void retire() {
    retired = true;
    unload();
    told(false);
  }

  private void told(boolean there) {
    if (coming != null) {
      coming.complete(there);
      coming = null;
    }
  }
}
