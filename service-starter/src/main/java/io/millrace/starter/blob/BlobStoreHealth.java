package io.millrace.starter.blob;

import java.io.UncheckedIOException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the blob store answers, and has room. */
final class BlobStoreHealth implements HealthIndicator {

  /** Less is as good as nothing: a landing file has several. */
  private static final long LEAST_FREE = 64L << 20;

  private final Runnable probe;
  private final Room room;

  BlobStoreHealth(Runnable probe, Room room) {
    this.probe = probe;
    this.room = room;
  }

  @Override
  public Health health() {
    try {
      probe.run();
      long free = room.free();
      Health.Builder health =
          free < LEAST_FREE
              ? Health.down().withDetail("full", "make room or move it to a larger disk")
              : Health.up();
      if (free < Long.MAX_VALUE) {
        health.withDetail("free", free);
      }
      return health.build();
    } catch (UncheckedIOException e) {
      return Health.down(e).build();
    }
  }
}
