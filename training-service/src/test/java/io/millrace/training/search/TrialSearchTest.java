package io.millrace.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.problem.EarlyTermination;
import io.millrace.problem.EarlyTermination.Asha;
import io.millrace.problem.EarlyTermination.None;
import io.millrace.problem.EarlyTermination.Pace;
import io.millrace.problem.Metric;
import io.millrace.problem.Search;
import io.millrace.problem.Search.Limits;
import io.millrace.problem.Search.Sampling;
import io.millrace.problem.Train.Algorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialSearchTest {

  private static final EarlyTermination ASHA = new Asha(3, new Pace(4, 0));

  private final Toy boosting = new Toy(Algorithm.GRADIENT_BOOSTING);
  private final Toy network = new Toy(Algorithm.NEURAL_NETWORK);
  private final KeptTrials kept = new KeptTrials();

  /** A store in memory. */
  @Test
  void triesTheDefaultsOfEachAlgorithmAndHistoryFirstAndThenDrawsInTurn() {
    Findings findings = run(search(new None(), 10, 1), 1, "all", "new");

    List<Trial> trials = findings.trials();
    assertThat(trials).hasSize(10);
    assertThat(trials).extracting(Trial::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(trials.subList(0, 4))
        .allSatisfy(trial -> assertThat(trial.parameters().number("eta")).isEqualTo(0.5));
    assertThat(trials.subList(0, 4))
        .extracting(trial -> trial.algorithm() + " " + trial.history())
        .containsExactly(
            "GRADIENT_BOOSTING all",
            "NEURAL_NETWORK all",
            "GRADIENT_BOOSTING new",
            "NEURAL_NETWORK new");
    assertThat(trials.subList(4, 10))
        .extracting(Trial::algorithm)
        .filteredOn(Algorithm.GRADIENT_BOOSTING::equals)
        .hasSize(3);
    assertThat(trials).extracting(Trial::end).containsOnly(End.FINISHED);
  }

  @Test
  void findsTheBestOfEachAlgorithmWithWhatItAnswered() {
    Findings findings = run(search(ASHA, 40, 4), 2, "all");

    Findings.Found best = findings.best(Algorithm.GRADIENT_BOOSTING).orElseThrow();
    double reached = best.trial().best().at().metric();

    assertThat(findings.trials())
        .filteredOn(trial -> trial.algorithm() == Algorithm.GRADIENT_BOOSTING)
        .allSatisfy(
            trial -> assertThat(trial.best().at().metric()).isGreaterThanOrEqualTo(reached));
    assertThat(best.steps()).isEqualTo(Toy.STEPS);
    assertThat(best.answers()).hasSize(10).containsOnly((float) reached);
    assertThat(boosting.open).hasValue(0);
  }

  @Test
  void ashaTakesFarFewerSteps() {
    run(search(new None(), 30, 4), 2, "all");
    int whole = boosting.steps.getAndSet(0);
    Findings findings = run(search(ASHA, 30, 4), 2, "all");

    assertThat(boosting.steps.get()).isLessThan(whole / 2);
    assertThat(findings.trials()).extracting(Trial::end).contains(End.STOPPED, End.FINISHED);
    assertThat(findings.trials())
        .filteredOn(trial -> trial.end() == End.STOPPED)
        .allSatisfy(trial -> assertThat(trial.steps()).isIn(8, 24));
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void findsTheSameOnAnyNumberOfThreads(Sampling sampling) {
    Search stated = search(sampling, ASHA, 30, 4);
    List<Trial> one = timeless(run(stated, 1, "all", "new").trials());
    boosting.everyStep = step -> Thread.onSpinWait();
    List<Trial> three = timeless(run(stated, 3, "all", "new").trials());

    assertThat(three).isEqualTo(one);
  }

  @Test
  void aTrialThatThrowsIsAFailedTrial() {
    boosting.broken = 0.5;

    Findings findings = run(search(ASHA, 8, 2), 2, "all");

    Trial failed =
        findings.trials().stream().filter(t -> t.number() == 1).findFirst().orElseThrow();
    assertThat(failed.end()).isEqualTo(End.FAILED);
    assertThat(failed.reason()).isEqualTo("it broke");
    assertThat(failed.best()).isNull();
    assertThat(findings.best(Algorithm.GRADIENT_BOOSTING)).isPresent();
    assertThat(boosting.open).hasValue(0);
  }

  @Test
  void failsWhereNoTrialEndsWell() {
    boosting.broken = 0.5;
    network.broken = 0.5;

    assertThatThrownBy(() -> run(search(ASHA, 2, 2), 2, "all"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("failed: it broke");
  }

  @Test
  void endsATrialThatHasNoMoreTime() {
    Search impatient =
        new Search(
            Sampling.RANDOM,
            Map.of(),
            Metric.RMSE,
            ASHA,
            new Limits(4, 2, Optional.of(Duration.ofNanos(1)), Optional.empty()));

    assertThatThrownBy(() -> run(impatient, 2, "all")).hasMessageContaining("timed-out");
  }

  @Test
  void goesOnFromTheTrialsThatHaveEnded() {
    Search stated = search(ASHA, 20, 4);
    List<Trial> undisturbed = timeless(run(stated, 2, "all").trials());
    for (int until = 1; until < 20; until += 3) {
      KeptTrials log = new KeptTrials();
      List<Integer> seen = new ArrayList<>();
      int most = until;
      assertThatThrownBy(
              () ->
                  run(
                      stated,
                      2,
                      log,
                      trial -> {
                        seen.add(trial.number());
                        if (seen.size() == most) {
                          throw new IllegalStateException("killed");
                        }
                      },
                      "all"))
          .hasMessage("killed");
      assertThat(boosting.open).hasValue(0);
      boosting.begun.clear();
      network.begun.clear();

      List<Trial> after = timeless(run(stated, 2, log, _ -> {}, "all").trials());

      assertThat(after).isEqualTo(undisturbed);
      assertThat(boosting.begun.size() + network.begun.size()).isEqualTo(20 - until);
    }
  }

  @Test
  void keepsWhatTheLeadersAnswered() {
    Search stated = search(ASHA, 20, 4);
    Findings once = run(stated, 2, "all");
    Findings again = run(stated, 2, kept, _ -> {}, "all");

    assertThat(again.best(Algorithm.NEURAL_NETWORK).orElseThrow().answers())
        .isEqualTo(once.best(Algorithm.NEURAL_NETWORK).orElseThrow().answers());
  }

  private static List<Trial> timeless(List<Trial> trials) {
    return trials.stream()
        .map(
            t ->
                new Trial(
                    t.number(),
                    t.algorithm(),
                    t.history(),
                    t.parameters(),
                    t.curve(),
                    t.steps(),
                    t.cost(),
                    0,
                    t.end(),
                    t.reason(),
                    t.best()))
        .toList();
  }

  private Findings run(Search stated, int threads, String... histories) {
    return run(
        stated, threads, kept.ended().isEmpty() ? kept : new KeptTrials(), _ -> {}, histories);
  }

  private Findings run(
      Search stated, int threads, TrialLog log, Consumer<Trial> told, String... histories) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      return new TrialSearch(
              stated,
              List.of(boosting, network),
              java.util.Arrays.stream(histories).map(Toy::material).toList(),
              Toy.JUDGE,
              7,
              log,
              pool)
          .run(told);
    }
  }

  private static Search search(EarlyTermination policy, int trials, int concurrent) {
    return search(Sampling.RANDOM, policy, trials, concurrent);
  }

  private static Search search(
      Sampling sampling, EarlyTermination policy, int trials, int concurrent) {
    return new Search(
        sampling,
        sampling == Sampling.GRID
            ? Map.of(
                Algorithm.GRADIENT_BOOSTING,
                Map.of(
                    "eta",
                    new io.millrace.problem.Distribution.Choice(List.of(0.1, 0.2, 0.3, 0.4))))
            : Map.of(),
        Metric.RMSE,
        policy,
        new Limits(trials, concurrent, Optional.empty(), Optional.empty()));
  }
}
