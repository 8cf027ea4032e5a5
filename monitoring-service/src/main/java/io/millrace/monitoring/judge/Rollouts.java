package io.millrace.monitoring.judge;

import io.millrace.problem.Rollout;
import io.millrace.rollout.Challenger;
import io.millrace.rollout.Traffic;
import io.millrace.rollout.Traffic.Registered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a problem's rollouts stand.
 *
 * @param decided by the latest decision, or what came of the earliest registrations; null before
 * @param floor the highest number of a decision of a former problem of this name
 * @param registered the latest, by version
 * @param versions every version known, up to a bound
 * @param champions those that were champion, the latest last
 * @param trials how many there have been
 */
public record Rollouts(
    @Nullable Traffic decided,
    int floor,
    List<Registered> registered,
    List<Integer> versions,
    List<Integer> champions,
    long trials) {

  public static final Rollouts NONE = new Rollouts(null, 0, List.of(), List.of(), List.of(), 0);

  private static final int REGISTERED = 50;
  private static final int CHAMPIONS = 50;
  private static final int VERSIONS = 500;

  public Rollouts {
    registered = List.copyOf(registered);
    versions = List.copyOf(versions);
    champions = List.copyOf(champions);
  }

  public Traffic traffic() {
    return Traffic.of(decided, registered);
  }

  /** The number of the next decision. */
  int next() {
    return Math.max(floor, traffic().decision()) + 1;
  }

  Rollouts skip(int formerDecision) {
    return new Rollouts(decided, formerDecision, registered, versions, champions, trials);
  }

  Rollouts started() {
    return new Rollouts(decided, floor, registered, versions, champions, trials + 1);
  }

  Rollouts registered(Registered next) {
    if (versions.contains(next.version())) {
      return this;
    }
    List<Registered> all =
        Stream.concat(registered.stream(), Stream.of(next))
            .sorted(Comparator.comparingInt(Registered::version))
            .toList();
    Traffic base = decided;
    if (all.size() > REGISTERED) {
      base = (base == null ? Traffic.NONE : base).registered(all.getFirst());
      all = all.subList(1, all.size());
    }
    List<Integer> known = latest(versions, next.version(), VERSIONS);
    return new Rollouts(base, floor, all, known, champions, trials).crowned();
  }

  Rollouts decided(Traffic latest) {
    return new Rollouts(latest, floor, registered, versions, champions, trials).crowned();
  }

  private Rollouts crowned() {
    int champion = traffic().champion();
    boolean same = champions.isEmpty() ? champion == 0 : champions.getLast() == champion;
    return same
        ? this
        : new Rollouts(
            decided, floor, registered, versions, latest(champions, champion, CHAMPIONS), trials);
  }

  private static List<Integer> latest(List<Integer> all, int next, int bound) {
    List<Integer> more = new ArrayList<>(all);
    more.add(next);
    return more.subList(Math.max(0, more.size() - bound), more.size());
  }

  /** Who answers where the champion is taken out: the latest champion before it that may. */
  OptionalInt predecessor() {
    Traffic now = traffic();
    return champions.reversed().stream()
        .mapToInt(Integer::intValue)
        .filter(version -> version != 0 && version != now.champion())
        .filter(version -> !now.rolledBack().contains(version))
        .findFirst();
  }

  /** How the version was wanted to come into use. */
  Rollout rollout(int version) {
    return registered.stream()
        .filter(each -> each.version() == version)
        .map(Registered::rollout)
        .findFirst()
        .orElse(Rollout.IMMEDIATE);
  }

  Optional<Challenger> challenger(int version) {
    return traffic().challengers().stream().filter(c -> c.version() == version).findFirst();
  }

  /**
   * Whether the two are compared, or may well be: that a version is registered comes separately.
   */
  boolean compares(int champion, int challenger) {
    Traffic now = traffic();
    boolean isChampion = now.champion() == champion || champion > now.through();
    boolean isTried = challenger > now.through() || challenger(challenger).isPresent();
    return isChampion && isTried && champion != challenger;
  }
}
