package io.millrace.training.store;

import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.PackageJson;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.blob.BlobStore.Tagged;
import io.millrace.training.store.Reproduction.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The latest reproduction of each version, with the run that made it: {@code
 * runs/<run>/reproduction.json}. One at a time, whichever instance does it.
 */
public final class ReproductionJournal {

  private final BlobStore blobs;
  private final Clock clock;
  private final String owner;
  private final Duration lease;

  /**
   * @param lease how long an instance may give no sign of life
   */
  public ReproductionJournal(BlobStore blobs, Clock clock, String owner, Duration lease) {
    this.blobs = blobs;
    this.clock = clock;
    this.owner = owner;
    this.lease = lease;
  }

  /** Empty where nobody has ever asked for one. */
  public Optional<Reproduction> find(Manifest manifest) {
    return blobs.read(path(manifest)).map(this::read);
  }

  private Reproduction read(byte[] json) {
    return PackageJson.read(json, Reproduction.class).at(clock.instant());
  }

  /** False where one is on. */
  public boolean start(Manifest manifest) {
    Optional<Tagged> stored = blobs.readTagged(path(manifest));
    Optional<Reproduction> before = stored.map(blob -> read(blob.content()));
    if (before.filter(known -> known.state() == State.RUNNING).isPresent()) {
      return false;
    }
    Reproduction next =
        Reproduction.started(
            before.map(known -> known.change() + 2).orElse(0L),
            manifest.version(),
            owner,
            clock.instant(),
            clock.instant().plus(lease));
    byte[] content = PackageJson.write(next);
    return stored.isEmpty()
        ? blobs.create(path(manifest), content)
        : blobs.replace(path(manifest), stored.get().tag(), content);
  }

  /** Gives a sign of life. */
  public void renew(Manifest manifest) {
    move(manifest, known -> known.renewed(clock.instant().plus(lease)));
  }

  public void compared(Manifest manifest, Reproduction.Comparison found) {
    move(manifest, known -> known.compared(found, clock.instant()));
  }

  public void failed(Manifest manifest, String reason) {
    move(manifest, known -> known.failed(reason, clock.instant()));
  }

  /** Without effect where it is no longer this instance's. */
  private void move(Manifest manifest, UnaryOperator<Reproduction> move) {
    while (true) {
      Optional<Tagged> stored = blobs.readTagged(path(manifest));
      Optional<Reproduction> ours =
          stored
              .map(blob -> PackageJson.read(blob.content(), Reproduction.class))
              .filter(known -> known.state() == State.RUNNING && known.owner().equals(owner));
      if (ours.isEmpty()
          || blobs.replace(
              path(manifest), stored.get().tag(), PackageJson.write(move.apply(ours.get())))) {
        return;
      }
    }
  }

  private static String path(Manifest manifest) {
    return "problems/%s/runs/%s/reproduction.json".formatted(manifest.problem(), manifest.run());
  }
}
