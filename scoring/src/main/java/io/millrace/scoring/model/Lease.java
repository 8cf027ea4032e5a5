package io.millrace.scoring.model;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a model until it is closed, which is to be done once and soon. */
public final class Lease<M extends AutoCloseable> implements AutoCloseable {

  private final ModelReference<M> reference;
  private final AtomicBoolean returned = new AtomicBoolean();

  Lease(ModelReference<M> reference) {
    this.reference = reference;
  }

  public M model() {
    return reference.model();
  }

  /** Another one of the same model, while this one is out. */
  public Lease<M> again() {
    return reference.acquire().orElseThrow();
  }

  @Override
  public void close() {
    if (returned.compareAndSet(false, true)) {
      reference.release();
    }
  }
}
