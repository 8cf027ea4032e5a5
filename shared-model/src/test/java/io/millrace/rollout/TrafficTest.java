package io.millrace.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.event.Role;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic.Registered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final Rollout CANARY = Rollout.canary(0.25);
  private static final Rollout SHADOW = Rollout.shadow(1);

  @Test
  void theFirstVersionServesAtOnceUnlessItIsToWait() {
    assertThat(Traffic.of(null, List.of())).isEqualTo(Traffic.NONE);
    assertThat(of(CANARY)).isEqualTo(new Traffic(0, 1, 1, List.of(), List.of()));
    assertThat(of(SHADOW).champion()).isEqualTo(1);
    assertThat(of(Rollout.IMMEDIATE).champion()).isEqualTo(1);
    assertThat(of(Rollout.MANUAL)).isEqualTo(new Traffic(0, 1, 0, List.of(), List.of()));
  }

  @Test
  void aLaterVersionComesInByItsOwnRollout() {
    assertThat(of(Rollout.IMMEDIATE, Rollout.IMMEDIATE).champion()).isEqualTo(2);
    assertThat(of(Rollout.IMMEDIATE, Rollout.MANUAL))
        .isEqualTo(new Traffic(0, 2, 1, List.of(), List.of()));
    assertThat(of(Rollout.IMMEDIATE, CANARY).challengers()).containsExactly(canary(2));
    assertThat(of(Rollout.IMMEDIATE, SHADOW).challengers()).containsExactly(shadow(2));
  }

  @Test
  void aNewerCanaryTakesTheOldersPlace() {
    assertThat(of(Rollout.IMMEDIATE, CANARY, CANARY).challengers()).containsExactly(canary(3));
    assertThat(of(Rollout.IMMEDIATE, CANARY, SHADOW, CANARY).challengers())
        .containsExactly(shadow(3), canary(4));
  }

  @Test
  void ofManyShadowsTheEarliestGiveWayAndNoCanaryDoes() {
    assertThat(of(Rollout.IMMEDIATE, SHADOW, SHADOW, SHADOW, SHADOW).challengers())
        .containsExactly(shadow(3), shadow(4), shadow(5));
    assertThat(of(Rollout.IMMEDIATE, CANARY, SHADOW, SHADOW, SHADOW).challengers())
        .containsExactly(canary(2), shadow(4), shadow(5));
  }

  @Test
  void whatTakesAllTrafficEndsWhatWasTriedBefore() {
    assertThat(of(Rollout.IMMEDIATE, CANARY, Rollout.IMMEDIATE))
        .isEqualTo(new Traffic(0, 3, 3, List.of(), List.of()));
  }

  @Test
  void theOrderInWhichVersionsBecomeKnownDoesNotMatter() {
    List<Registered> versions =
        new ArrayList<>(
            registered(
                Rollout.IMMEDIATE, CANARY, SHADOW, Rollout.MANUAL, CANARY, SHADOW, SHADOW, CANARY));
    Traffic decided = Traffic.of(null, versions.subList(0, 4)).promoted(2);
    Traffic expected = Traffic.of(decided, versions);
    Random random = new Random(7);

    for (int i = 0; i < 50; i++) {
      Collections.shuffle(versions, random);
      assertThat(Traffic.of(decided, versions)).isEqualTo(expected);
    }
    assertThat(expected.champion()).isEqualTo(2);
    assertThat(expected.challengers()).containsExactly(shadow(6), shadow(7), canary(8));
  }

  @Test
  void promotionEndsWhatIsOlderAndLeavesWhatIsNewer() {
    Traffic traffic = of(Rollout.IMMEDIATE, SHADOW, CANARY, SHADOW).promoted(3);

    assertThat(traffic).isEqualTo(new Traffic(1, 4, 3, List.of(shadow(4)), List.of()));
  }

  @Test
  void aVersionThatWaitsIsPromotedByHand() {
    Traffic traffic = of(Rollout.MANUAL).promoted(1);

    assertThat(traffic).isEqualTo(new Traffic(1, 1, 1, List.of(), List.of()));
  }

  @Test
  void aRolledBackChallengerLeavesTheChampion() {
    Traffic traffic = of(Rollout.IMMEDIATE, CANARY).rolledBack(2, 1);

    assertThat(traffic).isEqualTo(new Traffic(1, 2, 1, List.of(), List.of(2)));
  }

  @Test
  void aRolledBackChampionIsFollowedByAnEarlierOne() {
    Traffic traffic = of(Rollout.IMMEDIATE, Rollout.IMMEDIATE, CANARY).rolledBack(2, 1);

    assertThat(traffic).isEqualTo(new Traffic(1, 3, 1, List.of(canary(3)), List.of(2)));
  }

  @Test
  void besideNobodyNothingIsTried() {
    Traffic traffic = of(Rollout.IMMEDIATE, SHADOW).rolledBack(1, 0);

    assertThat(traffic).isEqualTo(new Traffic(1, 2, 0, List.of(), List.of(1)));
    assertThat(traffic.registered(new Registered(3, CANARY)).champion()).isEqualTo(3);
  }

  @Test
  void aRestartComesToTheSame() {
    List<Registered> versions =
        registered(Rollout.IMMEDIATE, CANARY, Rollout.IMMEDIATE, Rollout.MANUAL);
    Traffic decided = Traffic.of(null, versions).rolledBack(3, 1);

    assertThat(Traffic.of(decided, versions)).isEqualTo(decided);
  }

  @Test
  void anImmediateVersionServesAlsoAfterAnOperatorsRollback() {
    List<Registered> versions = registered(Rollout.IMMEDIATE, Rollout.IMMEDIATE, Rollout.IMMEDIATE);
    Traffic decided = Traffic.of(null, versions.subList(0, 2)).rolledBack(2, 1);

    Traffic traffic = Traffic.of(decided, versions);

    assertThat(traffic).isEqualTo(new Traffic(1, 3, 3, List.of(), List.of(2)));
  }

  @Test
  void whatWasRolledBackBeforeItWasKnownDoesNotComeIn() {
    Traffic decided = of(Rollout.IMMEDIATE).rolledBack(2, 1);

    assertThat(Traffic.of(decided, registered(Rollout.IMMEDIATE, Rollout.IMMEDIATE)))
        .isEqualTo(new Traffic(1, 2, 1, List.of(), List.of(2)));
  }

  @Test
  void anOperatorSaysWhoIsTried() {
    Traffic traffic =
        of(Rollout.IMMEDIATE, CANARY, Rollout.MANUAL)
            .rolledBack(2, 1)
            .trying(List.of(shadow(3), canary(2)));

    assertThat(traffic).isEqualTo(new Traffic(2, 3, 1, List.of(canary(2), shadow(3)), List.of()));
    assertThat(traffic.trying(List.of()).challengers()).isEmpty();
  }

  @Test
  void refusesWhatCannotBeTried() {
    Traffic traffic = of(Rollout.IMMEDIATE);

    assertThatThrownBy(() -> traffic.trying(List.of(canary(2), canary(3))))
        .hasMessageContaining("more than one canary");
    assertThatThrownBy(() -> traffic.trying(List.of(canary(1)))).hasMessageContaining("champion");
    assertThatThrownBy(() -> traffic.trying(List.of(shadow(2), shadow(2))))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> traffic.trying(List.of(shadow(2), shadow(3), shadow(4), shadow(5))))
        .hasMessageContaining("too many");
    assertThatThrownBy(() -> Traffic.NONE.trying(List.of(shadow(1))))
        .hasMessageContaining("no champion");
  }

  @Test
  void saysWhoAnswersAnEntityAndWhoIsAskedBeside() {
    Traffic traffic =
        new Traffic(
            1,
            4,
            1,
            List.of(new Challenger(2, Role.SHADOW, 1), new Challenger(3, Role.CANARY, 0.5)),
            List.of());
    List<String> entities = IntStream.range(0, 100).mapToObj(i -> "room-" + i).toList();

    assertThat(entities)
        .filteredOn(entity -> traffic.canary(entity).isPresent())
        .hasSizeBetween(30, 70)
        .allSatisfy(entity -> assertThat(traffic.beside(entity)).containsExactly(1, 2));
    assertThat(entities)
        .filteredOn(entity -> traffic.canary(entity).isEmpty())
        .allSatisfy(entity -> assertThat(traffic.beside(entity)).containsExactly(2));
    assertThat(traffic.versions()).containsExactly(1, 2, 3);
  }

  private static Traffic of(Rollout... rollouts) {
    return Traffic.of(null, registered(rollouts));
  }

  private static List<Registered> registered(Rollout... rollouts) {
    return IntStream.range(0, rollouts.length)
        .mapToObj(i -> new Registered(i + 1, rollouts[i]))
        .toList();
  }

  private static Challenger canary(int version) {
    return new Challenger(version, Role.CANARY, 0.25);
  }

  private static Challenger shadow(int version) {
    return new Challenger(version, Role.SHADOW, 1);
  }
}
