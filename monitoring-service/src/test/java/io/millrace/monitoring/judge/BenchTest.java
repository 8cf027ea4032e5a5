package io.millrace.monitoring.judge;

import static io.millrace.monitoring.judge.Said.CHALLENGER;
import static io.millrace.monitoring.judge.Said.CHAMPION;
import static io.millrace.monitoring.judge.Said.NAME;
import static io.millrace.monitoring.judge.Said.label;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic.Registered;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {

  private static final Circumstances NOW = new Circumstances("c", true);

  private final NotesInMemory notes = new NotesInMemory();
  private final Bench bench = new Bench(Said.problem(), notes, Rules.USUAL);
  private int events;

  private void register() {
    notes.keep(
        notes
            .rollouts()
            .registered(new Registered(CHAMPION, Rollout.IMMEDIATE))
            .registered(new Registered(CHALLENGER, Told.CANARY)));
  }

  @Test
  void comparesWhoeverAnswered() {
    register();

    bench.met(Said.byCanary("a", label(CHAMPION, "yes"), label(CHALLENGER, "no")), NOW);
    bench.met(Said.byChampion("b", label(CHAMPION, "yes"), label(CHALLENGER, "yes")), NOW);

    Trial trial = notes.trial(CHALLENGER).orElseThrow();
    assertThat(trial.pairs()).isEqualTo(2);
    assertThat(trial.likeness().same()).isEqualTo(1);
  }

  @Test
  void comparesBeforeItIsKnownThatTheVersionsAreRegisteredButSaysNothing() {
    for (int i = 0; i < 30; i++) {
      bench.met(Said.byChampion("e" + i, label(CHAMPION, "yes"), Said.failed(CHALLENGER)), NOW);
    }
    assertThat(notes.trial(CHALLENGER).orElseThrow().failures()).isEqualTo(30);
    assertThat(notes.verdicts()).isEmpty();

    register();
    bench.met(Said.byChampion("last", label(CHAMPION, "yes"), Said.failed(CHALLENGER)), NOW);

    assertThat(notes.verdicts()).singleElement().returns(false, Verdict::promoted);
  }

  @Test
  void leavesOutWhatIsNoLongerTried() {
    register();
    notes.keep(notes.rollouts().decided(notes.rollouts().traffic().rolledBack(CHALLENGER, 0)));

    List<Pair> pairs =
        bench.met(Said.byCanary("a", label(CHAMPION, "yes"), label(CHALLENGER, "no")), NOW);

    assertThat(pairs).isEmpty();
    assertThat(notes.trials()).isEmpty();
  }

  @Test
  void countsTheTruthOnceAndCorrectsIt() {
    register();
    List<Pair> pairs =
        bench.met(Said.byCanary("a", label(CHAMPION, "yes"), label(CHALLENGER, "no")), NOW);

    pairs = bench.labelled(pairs, "yes", NOW);
    assertThat(costs()).isEqualTo(new Costs(1, 0, 1, 0, 1, 0, 1));
    pairs = bench.labelled(pairs, "no", NOW);

    assertThat(costs()).isEqualTo(new Costs(1, 1, 0, 1, 0, 0, 1));
    assertThat(notes.trial(CHALLENGER).orElseThrow().labels().count()).isEqualTo(1);
    assertThat(pairs).singleElement().returns("no", Pair::truth);
  }

  private Costs costs() {
    return notes.trial(CHALLENGER).orElseThrow().labels().costs();
  }

  @Test
  void beginsAnewBesideAnotherChampion() {
    register();
    List<Pair> pairs =
        bench.met(Said.byCanary("a", label(CHAMPION, "yes"), label(CHALLENGER, "no")), NOW);
    notes.forgetTrial(CHALLENGER);
    bench.met(Said.byCanary("b", label(CHAMPION, "yes"), label(CHALLENGER, "no")), NOW);

    bench.labelled(pairs, "yes", NOW);

    Trial trial = notes.trial(CHALLENGER).orElseThrow();
    assertThat(trial.number()).isEqualTo(2);
    assertThat(trial.labels().count()).isZero();
  }

  @Test
  void sentencesTheWorseOnce() {
    register();
    answer(200, "no");
    Verdict verdict = notes.verdicts().getFirst();

    assertThat(verdict.promoted()).isFalse();
    assertThat(verdict.id()).startsWith("room/rollout/2/pairs-").contains("/labelled-");
    assertThat(verdict.evidence().championScore()).isEqualTo(1.0);
    assertThat(verdict.evidence().challengerScore()).isZero();

    answer(10, "no");

    assertThat(notes.verdicts()).containsExactly(verdict);
  }

  @Test
  void promotesTheBetter() {
    register();
    answer(100, "yes");

    assertThat(notes.verdicts()).isEmpty();
    for (int i = 0; i < 100; i++) {
      one("no", "yes", "yes");
    }

    assertThat(notes.verdicts()).singleElement().returns(true, Verdict::promoted);
  }

  @Test
  void remembersABoundedNumberOfClasses() {
    register();
    for (int i = 0; i < 300; i++) {
      bench.met(
          Said.byCanary("w" + i, label(CHAMPION, "word-" + i), label(CHALLENGER, "word-" + i)),
          NOW);
    }

    assertThat(notes.trial(CHALLENGER).orElseThrow().likeness().champion()).hasSize(101);
  }

  /** The champion is right each time. */
  private void answer(int count, String challenger) {
    for (int i = 0; i < count; i++) {
      one("yes", challenger, "yes");
    }
  }

  private void one(String champion, String challenger, String truth) {
    var prediction =
        Said.byCanary(
            NAME + "-" + events++, label(CHAMPION, champion), label(CHALLENGER, challenger));
    bench.labelled(bench.met(prediction, NOW), truth, NOW);
  }
}
