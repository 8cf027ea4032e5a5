package io.millrace.monitoring.judge;

import static io.millrace.monitoring.judge.Said.CHALLENGER;
import static io.millrace.monitoring.judge.Said.CHAMPION;
import static io.millrace.monitoring.judge.Said.label;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Opinion;
import io.millrace.problem.Metric;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final int PROMOTE_AFTER = 100;
  private static final Terms TERMS = new Terms(PROMOTE_AFTER, 0.01, true);

  private final Comparison comparison =
      new Comparison(Said.define(Metric.ACCURACY), TERMS, Rules.USUAL.alpha());
  private final Judge judge = new Judge(Rules.USUAL, TERMS, comparison);

  @Test
  void rollsBackAChallengerThatHasNoAnswers() {
    Trial trial = met(19, label(CHAMPION, "yes"), Said.failed(CHALLENGER));
    assertThat(judge.rule(trial, false)).isEmpty();

    Judge.Ruling ruling =
        judge
            .rule(trial.plus(label(CHAMPION, "yes"), Said.failed(CHALLENGER)), false)
            .orElseThrow();

    assertThat(ruling.promote()).isFalse();
    assertThat(ruling.reason())
        .isEqualTo("it had no answer to 20 of 20 events that version 1 answered");
  }

  @Test
  void bearsAFewFailuresInMany() {
    Trial trial = met(2_000, label(CHAMPION, "yes"), label(CHALLENGER, "yes"));
    for (int i = 0; i < 20; i++) {
      trial = trial.plus(label(CHAMPION, "yes"), Said.failed(CHALLENGER));
    }
    Terms late = new Terms(10_000, 0.01, true);

    assertThat(new Judge(Rules.USUAL, late, comparison).rule(trial, false)).isEmpty();
  }

  @Test
  void rollsBackSoonWhatIsSlowNearlyEachTime() {
    assertThat(judge.rule(timed(9, 150, 400), true)).isEmpty();

    Judge.Ruling ruling = judge.rule(timed(10, 150, 400), true).orElseThrow();

    assertThat(ruling.promote()).isFalse();
    assertThat(ruling.reason()).startsWith("it took 2.").contains("times as long", "10 calls");
  }

  @Test
  void rollsBackWhatIsSlowNowAndThen() {
    Trial trial = timed(90, 150, 150);
    for (int i = 0; i < 9; i++) {
      trial = trial.plus(label(CHAMPION, "yes", 150 + i), label(CHALLENGER, "yes", 900 + i));
    }
    assertThat(judge.rule(trial, true)).isEmpty();

    trial = trial.plus(label(CHAMPION, "yes", 160), label(CHALLENGER, "yes", 910));

    assertThat(judge.rule(trial, true).orElseThrow().promote()).isFalse();
  }

  @Test
  void takesOneSlowCallForOneHoweverManyRowsItHad() {
    Trial trial = met(1_000, label(CHAMPION, "yes", 150), label(CHALLENGER, "yes", 9_000));

    assertThat(trial.latency().calls()).isEqualTo(1);
    assertThat(new Judge(Rules.USUAL, new Terms(10_000, 0.01, true), comparison).rule(trial, true))
        .isEmpty();
  }

  @Test
  void doesNotMindMicroseconds() {
    assertThat(judge.rule(timed(99, 10, 100), true)).isEmpty();
  }

  @Test
  void noticesThatALongTrialHasBecomeSlow() {
    Trial trial = timed(20_000, 150, 150);
    int more = 0;
    while (trial.latency().slowdown() < 2 && more < 1_000) {
      trial = trial.plus(label(CHAMPION, "yes", 150), label(CHALLENGER, "yes", 900 + more));
      more++;
    }
    assertThat(more).isLessThan(150);
  }

  @Test
  void promotesWhatAnswersAlikeWhereNoLabelsCome() {
    assertThat(judge.rule(alike(2 * PROMOTE_AFTER - 1), false)).isEmpty();

    Judge.Ruling ruling = judge.rule(alike(2 * PROMOTE_AFTER), false).orElseThrow();

    assertThat(ruling.promote()).isTrue();
    assertThat(ruling.reason()).startsWith("no label came, and over 200 events");
  }

  @Test
  void waitsForLabelsThatUsuallyCome() {
    assertThat(judge.rule(alike(2 * PROMOTE_AFTER), true)).isEmpty();

    assertThat(judge.rule(alike(5 * PROMOTE_AFTER), true).orElseThrow().promote()).isTrue();
  }

  @Test
  void takesOutWhatAnswersOtherwiseAndIsNeverLabelled() {
    Trial trial = met(499, label(CHAMPION, "yes"), label(CHALLENGER, "no"));
    assertThat(judge.rule(trial, false)).isEmpty();

    Judge.Ruling ruling =
        judge
            .rule(trial.plus(label(CHAMPION, "yes"), label(CHALLENGER, "no")), false)
            .orElseThrow();

    assertThat(ruling.promote()).isFalse();
    assertThat(ruling.reason()).contains("agree to 0.000");
  }

  @Test
  void leavesPromotionToTheOperatorWhereTheProblemDoes() {
    Judge manual = new Judge(Rules.USUAL, new Terms(PROMOTE_AFTER, 0.01, false), comparison);

    assertThat(manual.rule(alike(10_000), false)).isEmpty();
  }

  @Test
  void endsWhatNothingTellsApart() {
    Judge.Ruling within = judge.rule(labelled(500, 0.2, 0.2), true).orElseThrow();
    assertThat(within.promote()).isTrue();
    assertThat(within.reason()).contains("did not tell them apart").contains("within");

    Judge.Ruling beyond = judge.rule(labelled(500, 0.2, 0.23), true).orElseThrow();
    assertThat(beyond.promote()).isFalse();
    assertThat(beyond.reason()).contains("beyond the tolerance of 1.0 %");
  }

  @Test
  void saysTheScoresThatDecided() {
    Judge.Ruling ruling = judge.rule(labelled(100, 0.1, 0.5), true).orElseThrow();

    assertThat(ruling.promote()).isFalse();
    assertThat(ruling.reason())
        .isEqualTo("accuracy 0.5000 over 100 labelled events, where version 1 has 0.9000");
  }

  /** One call for each event, the times nearly the same. */
  private static Trial timed(int calls, double champion, double challenger) {
    Trial trial = Trial.start(1, CHAMPION, CHALLENGER);
    for (int i = 0; i < calls; i++) {
      double little = i * 1e-6;
      trial =
          trial.plus(
              label(CHAMPION, "yes", champion + little),
              label(CHALLENGER, "yes", challenger + little));
    }
    return trial;
  }

  private static Trial alike(int pairs) {
    return met(pairs, label(CHAMPION, "yes"), label(CHALLENGER, "yes"));
  }

  private static Trial met(int pairs, Opinion one, Opinion other) {
    return times(Trial.start(1, CHAMPION, CHALLENGER), pairs, trial -> trial.plus(one, other));
  }

  private static Trial times(Trial trial, int times, UnaryOperator<Trial> step) {
    Trial result = trial;
    for (int i = 0; i < times; i++) {
      result = step.apply(result);
    }
    return result;
  }

  /** Pairs in which each errs in every so many events. */
  private Trial labelled(int pairs, double champion, double challenger) {
    Trial trial = Trial.start(1, CHAMPION, CHALLENGER);
    for (int i = 0; i < pairs; i++) {
      Opinion one = label(CHAMPION, errs(i, champion) ? "no" : "yes");
      Opinion other = label(CHALLENGER, errs(i + 3, challenger) ? "no" : "yes");
      Labels labels = trial.labels().one();
      trial =
          trial
              .plus(one, other)
              .labelled(
                  labels.costing(comparison.add(labels.costs(), Pair.of(one, other, 1), "yes")));
    }
    return trial;
  }

  private static boolean errs(int event, double share) {
    return Math.floor((event + 1) * share) > Math.floor(event * share);
  }
}
