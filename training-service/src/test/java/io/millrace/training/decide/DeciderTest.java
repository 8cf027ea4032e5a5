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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
                List.of(),
                Optional.empty()));
  }

  @Test
  void doesNothingWhileAllIsWell() {
    Situation situation = serving(9000);

    assertThat(decide(situation, Trigger.CHANGE))
        .isEqualTo(new Wait("nothing calls for a training"));
  }

  @Test
  void answersADrift() {
    Situation situation = drifted(serving(9000), drift(1, DriftDetected.Kind.DATA));

    assertThat(decide(situation, Trigger.CHANGE))
        .isEqualTo(
            new Start(
                new Cause(Cause.Kind.DRIFT, "Humidity moved"),
                7,
                List.of(drift(1, DriftDetected.Kind.DATA)),
                Optional.of(LONG_AGO)));
  }

  @Test
  void answersALossOfPerformance() {
    Situation situation = drifted(serving(9000), drift(1, DriftDetected.Kind.PERFORMANCE));

    assertThat(decide(situation, Trigger.CHANGE))
        .isInstanceOfSatisfying(
            Start.class,
            start -> assertThat(start.cause().kind()).isEqualTo(Cause.Kind.PERFORMANCE));
  }

  @Test
  void leavesADriftAloneThatTheProblemDoesNotAskAbout() {
    Problem onPerformance = problem("'on': ['performance'], 'cooldown': '10m'");
    Situation situation = drifted(serving(9000), drift(1, DriftDetected.Kind.DATA));

    assertThat(Decider.decide(onPerformance, situation, Trigger.CHANGE, NOW))
        .isInstanceOf(Wait.class);
  }

  @Test
  void answersConceptDriftWhereTheProblemAsksAboutIt() {
    OpenDrift concept = drift(1, DriftDetected.Kind.CONCEPT);
    Situation situation = drifted(serving(9000), concept);

    assertThat(decide(situation, Trigger.CHANGE)).isInstanceOf(Wait.class);
    for (String on : List.of("'on': ['concept']", "'cooldown': '10m'")) {
      assertThat(Decider.decide(problem(on), situation, Trigger.CHANGE, NOW))
          .isEqualTo(
              new Start(
                  new Cause(Cause.Kind.DRIFT, "Humidity moved"),
                  7,
                  List.of(concept),
                  Optional.of(LONG_AGO)));
    }
  }

  @Test
  void trainsNothingSinceOtherFeaturesDecide() {
    Situation situation = drifted(serving(9000), drift(1, DriftDetected.Kind.ATTRIBUTION));

    assertThat(Decider.decide(problem("'cooldown': '10m'"), situation, Trigger.CHANGE, NOW))
        .isInstanceOf(Wait.class);
  }

  @Test
  void restsDuringTheCooldownAndLooksAgainAfterIt() {
    Instant fiveMinutesAgo = NOW.minus(Duration.ofMinutes(5));
    Situation situation =
        drifted(
            after(serving(9000), run(End.REGISTERED, fiveMinutesAgo, 2000)),
            drift(1, DriftDetected.Kind.DATA));

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
  void answersTheDriftThatTheProblemAsksAboutAndAllOthersWithIt() {
    Problem onPerformance = problem("'on': ['performance'], 'cooldown': '10m'");
    OpenDrift data = drift(1, DriftDetected.Kind.DATA);
    OpenDrift performance = drift(1, DriftDetected.Kind.PERFORMANCE);

    assertThat(
            Decider.decide(
                onPerformance, drifted(serving(9000), data, performance), Trigger.CHANGE, NOW))
        .isEqualTo(
            new Start(performance.cause(), 7, List.of(performance, data), Optional.of(LONG_AGO)));
  }

  @Test
  void keepsADriftOpenAfterARejectionAndTriesAgainWithAWindowMore() {
    OpenDrift drift = drift(1, DriftDetected.Kind.DATA);
    Situation rejected = after(drifted(serving(9000), drift), run(End.REJECTED, LONG_AGO, 9000));

    assertThat(decide(more(rejected, 9999), Trigger.CHANGE))
        .isEqualTo(
            new Wait("the last answer to the drift was no better; more labelled rows are awaited"));
    assertThat(decide(more(rejected, 10000), Trigger.CHANGE))
        .isEqualTo(new Start(drift.cause(), 8, List.of(drift), Optional.of(LONG_AGO)));
  }

  @Test
  void aCancelledTrainingIsNotTriedAgainBeforeAWindowMoreUnlessAPersonAsks() {
    OpenDrift drift = drift(1, DriftDetected.Kind.DATA);
    Situation cancelled = after(drifted(serving(9000), drift), run(End.CANCELLED, LONG_AGO, 9000));

    assertThat(decide(more(cancelled, 9999), Trigger.CHANGE))
        .isEqualTo(
            new Wait("the last answer to the drift was cancelled; more labelled rows are awaited"));
    assertThat(decide(more(cancelled, 10000), Trigger.CHANGE)).isInstanceOf(Start.class);
    assertThat(decide(cancelled, Trigger.REQUEST)).isInstanceOf(Start.class);
  }

  @Test
  void inANewWorldAFewMoreRowsAreWorthAnotherTry() {
    OpenDrift drift = drift(1, DriftDetected.Kind.DATA);
    Situation drifted = drifted(serving(9000), drift);

    Situation rejected = after(drifted, run(End.REJECTED, 9000, 150));
    assertThat(decide(more(rejected, 9149), Trigger.CHANGE)).isInstanceOf(Wait.class);
    assertThat(decide(more(rejected, 9150), Trigger.CHANGE)).isInstanceOf(Start.class);

    Situation plenty = after(drifted, run(End.REJECTED, 9000, 5000));
    assertThat(decide(more(plenty, 10_000), Trigger.CHANGE)).isInstanceOf(Start.class);
  }

  @Test
  void waitsForAsManyRowsOfTheNewWorldAsWereMissing() {
    OpenDrift drift = drift(1, DriftDetected.Kind.CONCEPT);
    Situation waiting = after(drifted(serving(9000), drift), run(End.WAITS_FOR_DATA, 9000, 40));
    Problem onConcept = problem("'on': ['concept']");

    assertThat(Decider.decide(onConcept, more(waiting, 9039), Trigger.CHANGE, NOW))
        .isEqualTo(new Wait("more labelled rows since the change are awaited"));
    assertThat(Decider.decide(onConcept, more(waiting, 9040), Trigger.CHANGE, NOW))
        .isInstanceOf(Start.class);
  }

  @Test
  void everyRunKnowsWhenTheWorldChanged() {
    Instant noon = NOW.minus(Duration.ofHours(6));
    Situation drifted = drifted(serving(9000), since(DriftDetected.Kind.DATA, noon));

    assertThat(changed(decide(drifted, Trigger.REQUEST))).contains(noon);
    assertThat(changed(decide(serving(9000), Trigger.REQUEST))).isEmpty();
    assertThat(changed(decide(learned(serving(9000), noon), Trigger.SCHEDULE))).contains(noon);
    assertThat(changed(decide(learned(drifted, LONG_AGO), Trigger.CHANGE))).contains(noon);
  }

  @Test
  void theWorldIsAnotherSinceTheLastChangeOfWhichThereAreSeveral() {
    Instant noon = NOW.minus(Duration.ofHours(6));
    Instant one = noon.plus(Duration.ofHours(1));
    Instant two = noon.plus(Duration.ofHours(2));
    OpenDrift data = since(DriftDetected.Kind.DATA, noon);
    OpenDrift stillData = since(DriftDetected.Kind.DATA, two);
    OpenDrift concept = since(DriftDetected.Kind.CONCEPT, noon);
    OpenDrift anotherConcept = since(DriftDetected.Kind.CONCEPT, one);
    Problem onAll = problem("'cooldown': '10m'");

    assertThat(changed(decide(drifted(serving(9000), data, stillData), Trigger.CHANGE)))
        .contains(noon);
    assertThat(
            changed(
                Decider.decide(
                    onAll,
                    drifted(serving(9000), data, concept, anotherConcept),
                    Trigger.CHANGE,
                    NOW)))
        .contains(one);
  }

  @Test
  void triesTheFirstTrainingAgainWithAWindowMore() {
    Situation rejected = after(arrived(2000), run(End.REJECTED, LONG_AGO, 2000));

    assertThat(decide(more(rejected, 2999), Trigger.CHANGE)).isInstanceOf(Wait.class);
    assertThat(decide(more(rejected, 3000), Trigger.CHANGE)).isInstanceOf(Start.class);
  }

  @Test
  void afterWantOfDataATenthMoreIsEnoughAndNoCooldown() {
    Situation waiting = after(arrived(2000), run(End.WAITS_FOR_DATA, NOW, 2000));

    assertThat(decide(more(waiting, 2199), Trigger.CHANGE)).isInstanceOf(Wait.class);
    assertThat(decide(more(waiting, 2200), Trigger.CHANGE)).isInstanceOf(Start.class);
  }

  @Test
  void afterAFailureAnythingNewTriesAgainOnceTheCooldownIsOver() {
    Situation failed = after(arrived(2000), run(End.FAILED, LONG_AGO, 2000));

    assertThat(decide(failed, Trigger.CHANGE)).isInstanceOf(Wait.class);
    assertThat(decide(more(failed, 2001), Trigger.CHANGE)).isInstanceOf(Start.class);
  }

  @Test
  void trainsAfterSoManyNewRows() {
    Problem afterRows = problem("'after': '500 rows', 'cooldown': '10m'");

    assertThat(Decider.decide(afterRows, serving(2499), Trigger.CHANGE, NOW))
        .isInstanceOf(Wait.class);
    assertThat(Decider.decide(afterRows, serving(2500), Trigger.CHANGE, NOW))
        .isEqualTo(
            new Start(
                new Cause(Cause.Kind.NEW_DATA, "500 new labelled rows"),
                7,
                List.of(),
                Optional.empty()));
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
    Situation justRegistered = after(serving(9000), run(End.REGISTERED, NOW, 9000));

    assertThat(decide(justRegistered, Trigger.REQUEST))
        .isInstanceOfSatisfying(
            Start.class, start -> assertThat(start.cause().kind()).isEqualTo(Cause.Kind.REQUEST));
    assertThat(decide(arrived(5), Trigger.REQUEST)).isInstanceOf(Start.class);
    assertThat(decide(arrived(0), Trigger.REQUEST))
        .isEqualTo(new Wait("no labelled row has landed yet"));
  }

  @ParameterizedTest
  @EnumSource(Trigger.class)
  void answersTheSameToTheSame(Trigger trigger) {
    Situation situation = drifted(serving(9000), drift(1, DriftDetected.Kind.DATA));

    assertThat(decide(situation, trigger)).isEqualTo(decide(situation, trigger));
  }

  private static Decision decide(Situation situation, Trigger trigger) {
    return Decider.decide(PROBLEM, situation, trigger, NOW);
  }

  private static Situation arrived(long labels) {
    return new Situation(
        new Arrived(7, labels, labels),
        OptionalInt.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** A model of 2,000 rows serves, since long. */
  private static Situation serving(long labels) {
    return new Situation(
        new Arrived(7, labels, labels),
        OptionalInt.of(1),
        Optional.of(run(End.REGISTERED, LONG_AGO, 2000)),
        List.of(),
        Optional.empty());
  }

  private static Situation more(Situation now, long labels) {
    return new Situation(
        new Arrived(8, labels, labels), now.champion(), now.lastRun(), now.drifts(), now.changed());
  }

  private static Situation after(Situation now, LastRun run) {
    return new Situation(
        now.arrived(), now.champion(), Optional.of(run), now.drifts(), now.changed());
  }

  private static Situation drifted(Situation now, OpenDrift... drifts) {
    return new Situation(
        now.arrived(), now.champion(), now.lastRun(), List.of(drifts), now.changed());
  }

  private static LastRun run(End end, Instant endedAt, long labels) {
    return new LastRun(end, endedAt, labels, OptionalLong.empty());
  }

  private static LastRun run(End end, long labels, long worth) {
    return new LastRun(end, LONG_AGO, labels, OptionalLong.of(worth));
  }

  private static Situation learned(Situation now, Instant changed) {
    return new Situation(
        now.arrived(), now.champion(), now.lastRun(), now.drifts(), Optional.of(changed));
  }

  private static OpenDrift since(DriftDetected.Kind kind, Instant since) {
    return new OpenDrift(1, kind, since, NOW, "Humidity moved", "c-1");
  }

  private static Optional<Instant> changed(Decision decision) {
    return ((Start) decision).changed();
  }

  private static OpenDrift drift(int version, DriftDetected.Kind kind) {
    return new OpenDrift(version, kind, LONG_AGO, NOW, "Humidity moved", "c-1");
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
