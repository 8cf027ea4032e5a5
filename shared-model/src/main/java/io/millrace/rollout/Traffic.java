package io.millrace.rollout;

import io.millrace.event.Role;
import io.millrace.problem.Rollout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who answers a problem's events. Every decision states the whole of it, so that whoever knows the
 * latest decision and the versions registered since needs nothing else: every replica comes to the
 * same, in whatever order the messages come, and so does one that starts anew.
 *
 * @param decision counts what an operator or monitoring has decided; 0 before
 * @param through the latest version that this takes account of: later ones come in by their own
 *     rollout
 * @param champion 0 while no version answers
 * @param challengers the earliest version first; at most one of them a canary
 * @param rolledBack the latest of the versions that were taken out of the traffic: they do not come
 *     back by themselves
 */
public record Traffic(
    int decision,
    int through,
    int champion,
    List<Challenger> challengers,
    List<Integer> rolledBack) {

  /** Before the first version. */
  public static final Traffic NONE = new Traffic(0, 0, 0, List.of(), List.of());

  /** How many versions are asked beside the champion at most; the earliest shadows give way. */
  public static final int MOST_CHALLENGERS = 3;

  private static final int REMEMBERED = 50;

  public Traffic {
    int answering = champion;
    challengers =
        challengers.stream().sorted(Comparator.comparingInt(Challenger::version)).toList();
    rolledBack = List.copyOf(rolledBack);
    require(answering > 0 || challengers.isEmpty(), "no champion beside ", challengers);
    require(
        challengers.stream().noneMatch(c -> c.version() == answering),
        "the champion among ",
        challengers);
    require(
        challengers.stream().filter(c -> c.role() == Role.CANARY).count() <= 1,
        "more than one canary: ",
        challengers);
    require(
        challengers.stream().map(Challenger::version).distinct().count() == challengers.size(),
        "a version twice: ",
        challengers);
  }

  private static void require(boolean holds, String found, List<Challenger> challengers) {
    if (!holds) {
      throw new IllegalArgumentException(found + challengers);
    }
  }

  /** A version and how its problem wanted it to come into use. */
  public record Registered(int version, Rollout rollout) {}

  /**
   * How things stand.
   *
   * @param decided by the latest decision; null before the first
   * @param registered every version known, in any order
   */
  public static Traffic of(@Nullable Traffic decided, List<Registered> registered) {
    Traffic traffic = decided == null ? NONE : decided;
    List<Registered> inOrder =
        registered.stream().sorted(Comparator.comparingInt(Registered::version)).toList();
    for (Registered each : inOrder) {
      traffic = traffic.registered(each);
    }
    return traffic;
  }

  /** After a version was registered. No decision: it follows from the problem file. */
  public Traffic registered(Registered next) {
    if (next.version() <= through) {
      return this;
    }
    Traffic known = new Traffic(decision, next.version(), champion, challengers, rolledBack);
    if (rolledBack.contains(next.version())) {
      return known;
    }
    return switch (next.rollout().mode()) {
      case MANUAL -> known;
      case IMMEDIATE -> known.led(next.version());
      case CANARY ->
          known.tried(new Challenger(next.version(), Role.CANARY, next.rollout().share()));
      case SHADOW ->
          known.tried(new Challenger(next.version(), Role.SHADOW, next.rollout().share()));
    };
  }

  /** After a version was made the champion: those before it need not be tried any more. */
  public Traffic promoted(int version) {
    Traffic led = led(version);
    return led.decided(led.champion, led.challengers, without(rolledBack, version));
  }

  /**
   * After a version was taken out of the traffic.
   *
   * @param to who answers where it was the champion: an earlier version; 0 for nobody, beside whom
   *     nothing is tried either
   */
  public Traffic rolledBack(int version, int to) {
    int leader = version == champion ? to : champion;
    List<Integer> all =
        Stream.concat(without(rolledBack, version).stream(), Stream.of(version))
            .filter(each -> each != leader)
            .toList();
    return decided(
        leader,
        leader == 0
            ? List.of()
            : challengers.stream()
                .filter(c -> c.version() != version && c.version() != leader)
                .toList(),
        all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
  }

  /**
   * After an operator has said who is tried beside the champion.
   *
   * @throws IllegalArgumentException where there are too many, two canaries, or no champion
   */
  public Traffic trying(List<Challenger> wanted) {
    require(wanted.size() <= MOST_CHALLENGERS, "too many: ", wanted);
    List<Integer> back =
        rolledBack.stream()
            .filter(version -> wanted.stream().noneMatch(c -> c.version() == version))
            .toList();
    return decided(champion, wanted, back);
  }

  /** The version whose answer an entity gets: the canary's where it is among its share. */
  public Optional<Challenger> canary(String entity) {
    return challengers.stream().filter(c -> c.role() == Role.CANARY && c.takes(entity)).findFirst();
  }

  /** Every version that is asked about an entity, but for the one that answers. */
  public List<Integer> beside(String entity) {
    boolean canary = canary(entity).isPresent();
    Stream<Integer> shadows =
        challengers.stream()
            .filter(c -> c.role() == Role.SHADOW && c.takes(entity))
            .map(Challenger::version);
    return Stream.concat(canary ? Stream.of(champion) : Stream.empty(), shadows).toList();
  }

  /** Every version that is asked about anything. */
  public List<Integer> versions() {
    Stream<Integer> first = champion == 0 ? Stream.empty() : Stream.of(champion);
    return Stream.concat(first, challengers.stream().map(Challenger::version)).toList();
  }

  private Traffic led(int version) {
    return new Traffic(
        decision,
        Math.max(through, version),
        version,
        challengers.stream().filter(c -> c.version() > version).toList(),
        rolledBack);
  }

  private Traffic tried(Challenger next) {
    if (champion == 0) {
      return led(next.version());
    }
    List<Challenger> all =
        new ArrayList<>(
            challengers.stream()
                .filter(c -> next.role() == Role.SHADOW || c.role() == Role.SHADOW)
                .toList());
    all.add(next);
    if (all.size() > MOST_CHALLENGERS) {
      all.stream().filter(c -> c.role() == Role.SHADOW).findFirst().ifPresent(all::remove);
    }
    return new Traffic(decision, through, champion, all, rolledBack);
  }

  /** A decision takes account of the versions that it names. */
  private Traffic decided(int leader, List<Challenger> tried, List<Integer> back) {
    int latest = tried.stream().mapToInt(Challenger::version).max().orElse(0);
    return new Traffic(
        decision + 1, Math.max(through, Math.max(leader, latest)), leader, tried, back);
  }

  private static List<Integer> without(List<Integer> versions, int version) {
    return versions.stream().filter(each -> each != version).toList();
  }
}
