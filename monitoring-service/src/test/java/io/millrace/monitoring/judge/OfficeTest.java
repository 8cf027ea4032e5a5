package io.millrace.monitoring.judge;

import static io.millrace.monitoring.judge.Said.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Role;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRolledBack;
import io.millrace.monitoring.judge.Office.Outcome;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Challenger;
import io.millrace.rollout.Traffic;
import io.millrace.rollout.Traffic.Registered;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OfficeTest {

  private static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");

  private final DecisionsInMemory store = new DecisionsInMemory();
  private final Office office = new Office(store, Clock.fixed(NOW, ZoneOffset.UTC));
  private final List<ControlMessage> published = new ArrayList<>();

  /** Version 1, then 2, answered; 3 is a canary, 4 waits for an operator. */
  private Rollouts rollouts =
      Rollouts.NONE
          .registered(new Registered(1, Rollout.IMMEDIATE))
          .registered(new Registered(2, Rollout.IMMEDIATE))
          .registered(new Registered(3, Told.CANARY))
          .registered(new Registered(4, Rollout.MANUAL));

  private Known known() {
    return new Known(NAME, rollouts, Map.of(), List.of(), Instant.EPOCH);
  }

  private Outcome decide(Wish wish) {
    return office.decide(
        known(),
        new Office.Request(wish, "because", "ann", "id-" + wish, "c"),
        decision -> published.add(decision.message()));
  }

  private Traffic decided(Wish wish) {
    Outcome outcome = decide(wish);
    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    return ((Outcome.Decided) outcome).decision().made().traffic();
  }

  private static Wish rollBack() {
    return new Wish.RollBack(OptionalInt.empty());
  }

  @Test
  void promotesAVersionThatWaits() {
    assertThat(decided(new Wish.Promote(4))).isEqualTo(new Traffic(1, 4, 4, List.of(), List.of()));
    ModelPromoted told = (ModelPromoted) published.getFirst();
    assertThat(told.by()).isEqualTo("ann");
    assertThat(told.reason()).isEqualTo("because");
  }

  @Test
  void takesOutTheCanaryFirst() {
    assertThat(decided(rollBack())).isEqualTo(new Traffic(1, 4, 2, List.of(), List.of(3)));
    assertThat(((ModelRolledBack) published.getFirst()).to()).isEqualTo(2);
  }

  @Test
  void goesBackToTheChampionBefore() {
    rollouts = rollouts.decided(decided(rollBack()));

    assertThat(decided(rollBack())).isEqualTo(new Traffic(2, 4, 1, List.of(), List.of(3, 2)));
  }

  @Test
  void leavesSomebodyToAnswer() {
    rollouts = rollouts.decided(decided(rollBack()));
    rollouts = rollouts.decided(decided(rollBack()));

    assertThat(decide(rollBack()))
        .isEqualTo(
            new Outcome.Refused(
                "version: found 1, the champion, before which there is none to go back to; promote"
                    + " another version first, allowed: 2, 3, 4"));
  }

  @Test
  void namesWhatIsAllowed() {
    assertThat(decide(new Wish.Promote(9)))
        .isEqualTo(
            new Outcome.Unknown("version: found 9, which is not registered; allowed: 1, 2, 3, 4"));
    assertThat(decide(new Wish.Promote(2)))
        .isEqualTo(new Outcome.Refused("version: found 2, which is the champion already"));
    assertThat(decide(new Wish.RollBack(OptionalInt.of(4))))
        .isEqualTo(
            new Outcome.Refused(
                "version: found 4, which has no part in the traffic; allowed: 2, 3"));
    assertThat(decide(new Wish.RollBack(OptionalInt.of(9)))).isInstanceOf(Outcome.Unknown.class);
    assertThat(decide(new Wish.Try(List.of(new Challenger(2, Role.SHADOW, 1)))))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(
            decide(
                new Wish.Try(
                    List.of(
                        new Challenger(3, Role.CANARY, 0.1), new Challenger(4, Role.CANARY, 0.1)))))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(published).isEmpty();
  }

  @Test
  void setsShares() {
    Challenger wider = new Challenger(3, Role.CANARY, 0.25);
    Challenger shadow = new Challenger(4, Role.SHADOW, 1);

    Traffic traffic = decided(new Wish.Try(List.of(wider, shadow)));

    assertThat(traffic.challengers()).containsExactly(wider, shadow);
    assertThat(traffic.champion()).isEqualTo(2);
  }

  @Test
  void goesOnFromADecisionThatItHadNotHeardOf() {
    decided(rollBack());
    published.clear();

    Traffic traffic = decided(new Wish.Promote(4));

    assertThat(traffic).isEqualTo(new Traffic(2, 4, 4, List.of(), List.of(3)));
    assertThat(published).hasSize(2);
    assertThat(published.getFirst()).isInstanceOf(ModelRolledBack.class);
  }

  @Test
  void showsWhatWasDecidedBeforeItIsHeardOf() {
    Traffic traffic = decided(rollBack());

    Known seen = known().caughtUp(store);

    assertThat(seen.rollouts().traffic()).isEqualTo(traffic);
    assertThat(seen.decisions()).extracting(Made::what).containsExactly(Made.What.ROLLED_BACK);
    assertThat(seen.caughtUp(store)).isEqualTo(seen);
  }

  @Test
  void decidesNothingWhileTheStoreIsAway() {
    store.away = true;

    assertThat(decide(new Wish.Promote(4))).isInstanceOf(Outcome.Unreachable.class);
    assertThat(published).isEmpty();
  }
}
