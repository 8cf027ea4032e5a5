package io.millrace.training.promote;

import io.millrace.message.Promotion;
import io.millrace.problem.Problem;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.scoring.model.Manifest;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.PackageCheck;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.training.promote.Parcel.Opened;
import io.millrace.training.promote.Verification.Verified;
import io.millrace.training.register.Announcement;
import io.millrace.training.register.ModelStore;
import io.millrace.training.register.ModelStore.Placed;
import io.millrace.training.register.ModelStore.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives packages to other environments and takes theirs. What is taken is looked at whole before it
 * gets a number here; the same bytes again are the same version, and are told of again.
 */
public final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final ModelStore models;
  private final ControlPublisher publisher;
  private final Predicate<ProblemName> answers;
  private final BiConsumer<Stored, Promotion> listener;
  private final Path folder;
  private final Clock clock;
  private final Semaphore one = new Semaphore(1);

  /**
   * @param answers whether any version answers a problem's events
   * @param listener hears of what was taken
   * @param folder where packages are put together on this machine
   */
  public Exchange(
      ModelStore models,
      ControlPublisher publisher,
      Predicate<ProblemName> answers,
      BiConsumer<Stored, Promotion> listener,
      Path folder,
      Clock clock) {
    this.models = models;
    this.publisher = publisher;
    this.answers = answers;
    this.listener = listener;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Packs a version as it is, once it has been found sound.
   *
   * @param by who takes it out
   * @return what is wrong with it, a plain sentence part; empty where it is in {@code zip}
   */
  public Optional<String> give(Stored stored, String by, Path zip) {
    try (Place place = Place.below(folder)) {
      return switch (models.fetch(stored, place.path())) {
        case PackageCheck.Unsound(String reason) -> Optional.of(reason);
        case PackageCheck.Sound(ModelPackage sound) -> {
          Manifest manifest = sound.manifest();
          List<String> files = new ArrayList<>(ModelPackage.contents(manifest));
          files.addFirst(ModelPackage.MANIFEST);
          Departure departure =
              new Departure(manifest.version(), by, clock.instant(), stored.promotion());
          Parcel.pack(place.path(), files, departure, zip);
          LOG.info(
              "{}: v{} ({}) is taken out by {}",
              manifest.problem(),
              manifest.version(),
              stored.manifestDigest(),
              by);
          yield Optional.empty();
        }
      };
    }
  }

  /** Looks at a package, and makes it a version unless it is only to be looked at. */
  public Outcome take(Problem problem, Offer offer, String correlationId) {
    if (!one.tryAcquire()) {
      return new Outcome.Busy();
    }
    try (Place place = Place.below(folder)) {
      return switch (Parcel.open(offer.file(), place.path())) {
        case Opened.Unfit(String reason) -> new Outcome.Refused(reason);
        case Opened.Unpacked(Departure departure) ->
            switch (Verification.of(place.path(), offer.digest(), problem)) {
              case Verified.Unfit(String reason) -> new Outcome.Refused(reason);
              case Verified.Fits(ModelPackage sound) -> {
                Promotion promotion = promotion(problem, offer, departure, sound.manifest());
                yield offer.trial()
                    ? trial(sound, promotion)
                    : place(sound, place.path(), promotion, correlationId);
              }
            };
      };
    } finally {
      one.release();
    }
  }

  /** With nothing beside which it could run as a shadow, a person decides. */
  private Promotion promotion(Problem problem, Offer offer, Departure departure, Manifest made) {
    Rollout gate = problem.deploy().promoted();
    return new Promotion(
        offer.from(),
        offer.url(),
        departure.version(),
        made.version(),
        departure.by(),
        departure.at(),
        offer.by(),
        clock.instant(),
        gate.compares() && !answers.test(problem.name()) ? Rollout.MANUAL : gate,
        departure.before());
  }

  private Outcome trial(ModelPackage sound, Promotion promotion) {
    ProblemName problem = sound.manifest().problem();
    Optional<Stored> before = models.withDigest(problem, sound.manifestDigest());
    return before.isPresent()
        ? new Outcome.Here(before.get(), true)
        : new Outcome.Fits(
            problem,
            models.next(problem),
            sound.manifest().run(),
            sound.manifestDigest(),
            promotion.rollout());
  }

  private Outcome place(ModelPackage sound, Path local, Promotion promotion, String correlationId) {
    return switch (models.place(sound, local, promotion)) {
      case Placed.Clash(String reason) -> new Outcome.Refused(reason);
      case Placed.Here(Stored stored, boolean before) -> {
        tell(stored, before, correlationId);
        yield new Outcome.Here(stored, before);
      }
    };
  }

  private void tell(Stored stored, boolean before, String correlationId) {
    Promotion promotion = stored.promotion();
    if (promotion == null) {
      return; // it was made here, and is back
    }
    publisher.publish(Announcement.of(stored, promotion.rollout()), correlationId);
    if (!before) {
      LOG.info(
          "{}: v{} is v{} of {}, taken out by {}, asked for by {}, {}",
          stored.manifest().problem(),
          stored.manifest().version(),
          promotion.version(),
          promotion.from(),
          promotion.takenBy(),
          promotion.askedBy(),
          stored.manifestDigest());
      listener.accept(stored, promotion);
    }
  }

  /** A folder for as long as it is needed. */
  private record Place(Path path) implements AutoCloseable {

    static Place below(Path folder) {
      Path path = folder.resolve(UUID.randomUUID().toString());
      try {
        return new Place(Files.createDirectories(path));
      } catch (IOException e) {
        throw new UncheckedIOException("folder " + path, e);
      }
    }

    @Override
    public void close() {
      try (Stream<Path> tree = Files.walk(path)) {
        for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("delete " + path, e);
      }
    }
  }
}
