package io.millrace.training.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.message.Cause;
import io.millrace.message.DriftDetected;
import io.millrace.problem.Problem;
import io.millrace.training.Problems;
import io.millrace.training.decide.Decision.Start;
import io.millrace.training.decide.Decision.Wait;
import io.millrace.training.decide.LastRun.End;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeciderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1));
  private static final Problem PROBLEM =
      problem("'on': ['drift', 'performance'], 'cooldown': '10m'");

  @Test
  void waitsForTheFirstRows() {
    Decision decision = decide(arrived(1999), Trigger.CHANGE);

    assertThat(decision)
        .isEqualTo(
            new Wait("1,999 of the 2,000 labelled rows that the first training needs have landed"));
  }

  @Test
  void startsWhenTheFirstRowsAreThere() {
    Decision decision = decide(arrived(2000), Trigger.CHANGE);

    assertThat(decision)
        .isEqualTo(
            new Start(
                new Cause(Cause.Kind.FIRST_DATA, "2,000 labelled rows have landed"),
                7,
                Optional.empty()));
  }

  @Test
  void doesNothingWhileAllIsWell() {
    Situation situation = arrived(9000).registered(1, run(End.REGISTERED, LONG_AGO, 2000));

    assertThat(decide(situation, Trigger.CHANGE))
        .isEqualTo(new Wait("nothing calls for a training"));
  }

  @Test
  void answersADrift() {
    Situation situation = serving(9000).with(drift(1, DriftDetected.Kind.DATA));

    assertThat(decide(situation, Trigger.CHANGE))
        .isEqualTo(
            new Start(
                new Cause(Cause.Kind.DRIFT, "Humidity moved"),
                7,
                Optional.of(drift(1, DriftDetected.Kind.DATA))));
  }

  @Test
  void answersALossOfPerformance() {
    Situation situation = serving(9000).with(drift(1, DriftDetected.Kind.PERFORMANCE));

    assertThat(decide(situation, Trigger.CHANGE))
        .isInstanceOfSatisfying(
            Start.class,
            start -> assertThat(start.cause().kind()).isEqualTo(Cause.Kind.PERFORMANCE));
  }

  @Test
  void leavesADriftAloneThatTheProblemDoesNotAskAbout() {
    Problem onPerformance = problem("'on': ['performance'], 'cooldown': '10m'");
    Situation situation = serving(9000).with(drift(1, DriftDetected.Kind.DATA));

    assertThat(Decider.decide(onPerformance, situation, Trigger.CHANGE, NOW))
        .isInstanceOf(Wait.class);
  }

  @Test
  void forgetsADriftOfAVersionThatNoLongerServes() {
    Situation situation =
        serving(9000)
            .registered(2, run(End.REGISTERED, LONG_AGO, 8000))
            .with(drift(1, DriftDetected.Kind.DATA));

    assertThat(situation.drift()).isEmpty();
    assertThat(decide(situation, Trigger.CHANGE)).isInstanceOf(Wait.class);
  }

  @Test
  void keepsTheFirstOfSeveralDrifts() {
    OpenDrift second =
        new OpenDrift(1, DriftDetected.Kind.DATA, NOW, "again, ten windows later", "c-2");

    Situation situation = serving(9000).with(drift(1, DriftDetected.Kind.DATA)).with(second);

    assertThat(situation.drift()).contains(drift(1, DriftDetected.Kind.DATA));
  }

  @Test
  void restsDuringTheCooldownAndLooksAgainAfterIt() {
    Instant fiveMinutesAgo = NOW.minus(Duration.ofMinutes(5));
    Situation situation =
        arrived(9000)
            .registered(1, run(End.REGISTERED, fiveMinutesAgo, 2000))
            .with(drift(1, DriftDetected.Kind.DATA));

    assertThat(decide(situation, Trigger.CHANGE))
        .isInstanceOfSatisfying(
            Wait.class,
            wait ->
                assertThat(wait.lookAgain()).contains(fiveMinutesAgo.plus(Duration.ofMinutes(10))));
    assertThat(
            Decider.decide(
                PROBLEM, situation, Trigger.CHANGE, fiveMinutesAgo.plus(Duration.ofMinutes(10))))
        .isInstanceOf(Start.class);
  }

  @Test
  void keepsADriftOpenAfterARejectionAndTriesAgainWithAWindowMore() {
    OpenDrift drift = drift(1, DriftDetected.Kind.DATA);
    Situation rejected = serving(9000).with(drift).with(run(End.REJECTED, LONG_AGO, 9000));

    assertThat(decide(rejected.with(new Arrived(8, 9999, 9999)), Trigger.CHANGE))
        .isEqualTo(
            new Wait("the last answer to the drift was no better; more labelled rows are awaited"));
    assertThat(decide(rejected.with(new Arrived(8, 10000, 10000)), Trigger.CHANGE))
        .isEqualTo(new Start(drift.cause(), 8, Optional.of(drift)));
  }

  @Test
  void triesTheFirstTrainingAgainWithAWindowMore() {
    Situation rejected = arrived(2000).with(run(End.REJECTED, LONG_AGO, 2000));

    assertThat(decide(rejected.with(new Arrived(8, 2999, 2999)), Trigger.CHANGE))
        .isInstanceOf(Wait.class);
    assertThat(decide(rejected.with(new Arrived(8, 3000, 3000)), Trigger.CHANGE))
        .isInstanceOf(Start.class);
  }

  @Test
  void afterWantOfDataATenthMoreIsEnoughAndNoCooldown() {
    Situation waiting = arrived(2000).with(run(End.WAITS_FOR_DATA, NOW, 2000));

    assertThat(decide(waiting.with(new Arrived(8, 2199, 2199)), Trigger.CHANGE))
        .isInstanceOf(Wait.class);
    assertThat(decide(waiting.with(new Arrived(8, 2200, 2200)), Trigger.CHANGE))
        .isInstanceOf(Start.class);
  }

  @Test
  void afterAFailureAnythingNewTriesAgainOnceTheCooldownIsOver() {
    Situation failed = arrived(2000).with(run(End.FAILED, LONG_AGO, 2000));

    assertThat(decide(failed, Trigger.CHANGE)).isInstanceOf(Wait.class);
    assertThat(decide(failed.with(new Arrived(8, 2001, 2001)), Trigger.CHANGE))
        .isInstanceOf(Start.class);
  }

  @Test
  void trainsAfterSoManyNewRows() {
    Problem afterRows = problem("'after': '500 rows', 'cooldown': '10m'");

    assertThat(Decider.decide(afterRows, serving(2499), Trigger.CHANGE, NOW))
        .isInstanceOf(Wait.class);
    assertThat(Decider.decide(afterRows, serving(2500), Trigger.CHANGE, NOW))
        .isEqualTo(
            new Start(
                new Cause(Cause.Kind.NEW_DATA, "500 new labelled rows"), 7, Optional.empty()));
  }

  @Test
  void trainsOnScheduleIfThereIsAnythingNew() {
    assertThat(decide(serving(2001), Trigger.SCHEDULE))
        .isInstanceOfSatisfying(
            Start.class, start -> assertThat(start.cause().kind()).isEqualTo(Cause.Kind.SCHEDULE));
    assertThat(decide(serving(2000), Trigger.SCHEDULE)).isInstanceOf(Wait.class);
    assertThat(decide(arrived(10), Trigger.SCHEDULE)).isInstanceOf(Wait.class);
  }

  @Test
  void doesAsAPersonAsksEvenInTheCooldownAndWithFewRows() {
    Situation justRegistered = arrived(9000).registered(1, run(End.REGISTERED, NOW, 9000));

    assertThat(decide(justRegistered, Trigger.REQUEST))
        .isInstanceOfSatisfying(
            Start.class, start -> assertThat(start.cause().kind()).isEqualTo(Cause.Kind.REQUEST));
    assertThat(decide(arrived(5), Trigger.REQUEST)).isInstanceOf(Start.class);
    assertThat(decide(Situation.NEW, Trigger.REQUEST))
        .isEqualTo(new Wait("no labelled row has landed yet"));
  }

  @Test
  void aMessageThatComesTwiceOrLateChangesNothing() {
    Situation situation = arrived(5000);

    assertThat(situation.with(new Arrived(7, 5000, 5000))).isEqualTo(situation);
    assertThat(situation.with(new Arrived(3, 100, 100))).isEqualTo(situation);
  }

  @ParameterizedTest
  @EnumSource(Trigger.class)
  void answersTheSameToTheSame(Trigger trigger) {
    Situation situation = serving(9000).with(drift(1, DriftDetected.Kind.DATA));

    assertThat(decide(situation, trigger)).isEqualTo(decide(situation, trigger));
  }

  private static Decision decide(Situation situation, Trigger trigger) {
    return Decider.decide(PROBLEM, situation, trigger, NOW);
  }

  private static Situation arrived(long labels) {
    return Situation.NEW.with(new Arrived(7, labels, labels));
  }

  /** A model of 2,000 rows serves, since long. */
  private static Situation serving(long labels) {
    return arrived(labels).registered(1, run(End.REGISTERED, LONG_AGO, 2000));
  }

  private static LastRun run(End end, Instant endedAt, long labels) {
    return new LastRun(end, endedAt, labels);
  }

  private static OpenDrift drift(int version, DriftDetected.Kind kind) {
    return new OpenDrift(version, kind, LONG_AGO, "Humidity moved", "c-1");
  }

  private static Problem problem(String retrain) {
    return Problems.read(
        """
        {'problem': 'room', 'define': {'task': 'classification', 'target': 'occupied'},
         'data': {'features': {'humidity': 'number'}},
         'train': {'first-after': '2000 rows'},
         'monitor': {'drift': {'window': '1000 predictions'}, 'retrain': {%s},
          'performance': {'metric': 'f1', 'alert-below': 0.8}}}"""
            .formatted(retrain));
  }
}
