package io.millrace.inference.load;

import io.millrace.event.Role;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.Lease;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What serves a problem now, and what did before. */
public final class ServedProblem {

  private static final int REMEMBERED = 20;

  private final ProblemName name;
  private final RecentRows recent = new RecentRows();
  private final LongAdder streamed = new LongAdder();
  private final Deque<Earlier> earlier = new ArrayDeque<>();
  private volatile @Nullable Lineup lineup;

  ServedProblem(ProblemName name) {
    this.name = name;
  }

  /** A version that served before. */
  public record Earlier(int version, Instant loadedAt, Instant replacedAt) {}

  /**
   * A version that is tried.
   *
   * @param share of the entities
   */
  public record Tried(int version, Role role, double share, Instant loadedAt) {}

  public ProblemName name() {
    return name;
  }

  /** The champion, to be given back soon; empty once the problem is gone. */
  public Optional<Lease<ServedModel>> acquire() {
    Lineup now = lineup;
    while (now != null) {
      Optional<Lease<ServedModel>> lease = now.champion().acquire();
      if (lease.isPresent()) {
        return lease;
      }
      now = lineup; // it was replaced before it was taken away
    }
    return Optional.empty();
  }

  /** All versions that serve, to be given back soon; empty once the problem is gone. */
  public Optional<Cast> acquireAll() {
    Lineup now = lineup;
    while (now != null) {
      Optional<Lease<ServedModel>> lease = now.champion().acquire();
      if (lease.isPresent()) {
        return Optional.of(Cast.of(lease.get(), now.challengers()));
      }
      now = lineup;
    }
    return Optional.empty();
  }

  /** One version, to be given back soon; empty where it does not serve. */
  public Optional<Cast> acquire(int version) {
    Lineup now = lineup;
    if (now == null) {
      return Optional.empty();
    }
    if (now.champion().version() == version) {
      return now.champion().acquire().map(lease -> Cast.only(Role.CHAMPION, lease));
    }
    return now.challengers().stream()
        .filter(tried -> tried.challenger().version() == version)
        .findFirst()
        .flatMap(
            tried ->
                tried
                    .version()
                    .acquire()
                    .map(lease -> Cast.only(tried.challenger().role(), lease)));
  }

  /** Those that serve, the champion first; empty once the problem is gone. */
  public List<Integer> versions() {
    return loaded().stream().map(LoadedVersion::version).toList();
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

  List<LoadedVersion> loaded() {
    Lineup now = lineup;
    return now == null ? List.of() : now.all();
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
          .forEach(LoadedVersion::retire);
    }
  }

  private void remember(LoadedVersion champion, Instant now) {
    earlier.addFirst(new Earlier(champion.version(), champion.loadedAt(), now));
    if (earlier.size() > REMEMBERED) {
      earlier.removeLast();
    }
  }

  synchronized void retire() {
    Lineup before = lineup;
    lineup = null;
    if (before != null) {
      before.all().forEach(LoadedVersion::retire);
    }
  }
}
