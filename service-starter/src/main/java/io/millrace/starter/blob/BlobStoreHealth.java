package io.millrace.starter.blob;

import java.io.UncheckedIOException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the blob store can be reached. */
final class BlobStoreHealth implements HealthIndicator {

  /** Nothing is ever stored there. */
  private static final String EMPTY_FOLDER = "health/";

  private final BlobStore store;

  BlobStoreHealth(BlobStore store) {
    this.store = store;
  }

  @Override
  public Health health() {
    try {
      store.list(EMPTY_FOLDER);
      return Health.up().build();
    } catch (UncheckedIOException e) {
      return Health.down(e).build();
    }
  }
}
