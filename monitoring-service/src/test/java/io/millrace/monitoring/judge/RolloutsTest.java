package io.millrace.monitoring.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic;
import io.millrace.rollout.Traffic.Registered;
import org.junit.jupiter.api.Test;

class RolloutsTest {

  @Test
  void staysSmallHoweverManyVersionsThereAre() {
    Rollouts rollouts = Rollouts.NONE;
    for (int version = 1; version <= 2_000; version++) {
      rollouts = rollouts.registered(new Registered(version, Rollout.IMMEDIATE));
    }

    assertThat(rollouts.registered()).hasSize(50);
    assertThat(rollouts.champions()).hasSize(50);
    assertThat(rollouts.versions()).hasSize(500).endsWith(2_000);
    assertThat(rollouts.traffic().champion()).isEqualTo(2_000);
    assertThat(rollouts.predecessor()).hasValue(1_999);
  }

  @Test
  void comesToTheSameInWhateverOrderVersionsAreHeardOf() {
    Registered first = new Registered(1, Rollout.IMMEDIATE);
    Registered second = new Registered(2, Told.CANARY);

    Traffic inOrder = Rollouts.NONE.registered(first).registered(second).traffic();
    Traffic reversed = Rollouts.NONE.registered(second).registered(first).traffic();

    assertThat(reversed).isEqualTo(inOrder);
    assertThat(inOrder.champion()).isEqualTo(1);
  }
}
