package io.millrace.inference.load;

import io.millrace.event.Role;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Lease;
import io.millrace.scoring.model.Manifest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What serves a problem now, and what did before. */
public final class ServedProblem {

  private static final int REMEMBERED = 20;

  private final ProblemName name;
  private final RecentRows recent = new RecentRows();
  private final LongAdder streamed = new LongAdder();
  private final Recency recency = new Recency();
  private final Deque<Earlier> earlier = new ArrayDeque<>();
  private volatile @Nullable Lineup lineup;

  ServedProblem(ProblemName name) {
    this.name = name;
  }

  /** A version that served before. */
  public record Earlier(int version, Instant loadedAt, Instant replacedAt) {}

  /**
   * A version that serves.
   *
   * @param loaded whether its model is in memory, or will be when it is asked for
   */
  public record Place(Manifest manifest, Instant loadedAt, boolean loaded) {}

  /**
   * A version that is tried.
   *
   * @param share of the entities
   */
  public record Tried(int version, Role role, double share, Instant loadedAt) {}

  public ProblemName name() {
    return name;
  }

  /**
   * The champion, to be given back soon. A model that was unloaded is waited for, as in those that
   * follow.
   *
   * @return empty once the problem is gone, or where that takes too long
   */
  public Optional<Lease<ServedModel>> acquire() {
    return acquire((_, champion) -> champion);
  }

  /** All versions that serve, as {@link #acquire()}. A challenger that is not there is left out. */
  public Optional<Cast> acquireAll() {
    return acquire((serving, champion) -> Cast.of(champion, serving.challengers()));
  }

  private <T> Optional<T> acquire(BiFunction<Lineup, Lease<ServedModel>, T> what) {
    recency.asked();
    for (Lineup now = lineup; now != null; now = other(now)) {
      Optional<Lease<ServedModel>> champion = now.champion().model().acquire();
      if (champion.isPresent()) {
        return Optional.of(what.apply(now, champion.get()));
      }
    }
    return Optional.empty();
  }

  /** What has replaced a lineup meanwhile. */
  private @Nullable Lineup other(Lineup before) {
    Lineup now = lineup;
    return now == before ? null : now;
  }

  /** One version alone, as {@link #acquire()}; empty also where it does not serve. */
  public Optional<Cast> acquire(int version) {
    recency.asked();
    Lineup now = lineup;
    return now == null ? Optional.empty() : now.acquire(version);
  }

  /** The champion; empty once the problem is gone. */
  public Optional<Place> champion() {
    return places().findFirst();
  }

  /** One version; empty where it does not serve. */
  public Optional<Place> find(int version) {
    return places().filter(place -> place.manifest().version() == version).findFirst();
  }

  private Stream<Place> places() {
    return all().stream()
        .map(each -> new Place(each.manifest(), each.loadedAt(), each.model().isLoaded()));
  }

  /** Those that serve, the champion first; empty once the problem is gone. */
  public List<Integer> versions() {
    return all().stream().map(ServingVersion::version).toList();
  }

  /** The earliest version first. */
  public List<Tried> tried() {
    Lineup now = lineup;
    return now == null
        ? List.of()
        : now.challengers().stream()
            .map(
                tried ->
                    new Tried(
                        tried.challenger().version(),
                        tried.challenger().role(),
                        tried.challenger().share(),
                        tried.version().loadedAt()))
            .toList();
  }

  /** To be told of what is asked. */
  public RecentRows recent() {
    return recent;
  }

  /** How many events of the stream have been predicted since the service started. */
  public long streamed() {
    return streamed.sum();
  }

  public void countStreamed(int predictions) {
    streamed.add(predictions);
  }

  /** The latest first. */
  public synchronized List<Earlier> earlier() {
    return List.copyOf(earlier);
  }

  List<ServingVersion> all() {
    Lineup now = lineup;
    return now == null ? List.of() : now.all();
  }

  /** How long nobody has asked. */
  long quietNanos() {
    return recency.quietNanos();
  }

  boolean isLoaded() {
    return models().anyMatch(ModelOnDemand::isLoaded);
  }

  boolean mayGo() {
    return models().allMatch(ModelOnDemand::mayGo);
  }

  boolean isInUse() {
    return models().anyMatch(ModelOnDemand::isInUse);
  }

  /** All models go, and the versions keep their places. */
  void unload() {
    models().forEach(ModelOnDemand::unload);
  }

  private Stream<ModelOnDemand> models() {
    return all().stream().map(ServingVersion::model);
  }

  /** From here on these serve; whoever does not any more is closed after its last call. */
  synchronized void arrange(Lineup next, Instant now) {
    Lineup before = lineup;
    lineup = next;
    if (before != null) {
      if (before.champion() != next.champion()) {
        remember(before.champion(), now);
      }
      before.all().stream()
          .filter(version -> !next.all().contains(version))
          .forEach(version -> version.model().retire());
    }
  }

  private void remember(ServingVersion champion, Instant now) {
    earlier.addFirst(new Earlier(champion.version(), champion.loadedAt(), now));
    if (earlier.size() > REMEMBERED) {
      earlier.removeLast();
    }
  }

  synchronized void retire() {
    Lineup before = lineup;
    lineup = null;
    if (before != null) {
      before.all().forEach(version -> version.model().retire());
    }
  }
}
