package io.millrace.inference.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.event.EventId;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.inference.load.By;
import io.millrace.inference.load.Cast;
import io.millrace.inference.load.Casts;
import io.millrace.inference.load.ServedProblem;
import io.millrace.inference.score.Scorer.Channel;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Challenger;
import io.millrace.scoring.features.RowBatch;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.ScoringQueue;
import io.millrace.scoring.test.SmallPackages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");
  private static final By CHAMPION = new By(1, Role.CHAMPION);
  private static final By CANARY = new By(2, Role.CANARY);
  private static final RowsAs NO_OTHER_SCHEMA =
      (_, _) -> {
        throw new AssertionError("not needed");
      };

  @TempDir Path temp;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Scorer scorer =
      new Scorer(
          meters, new ScoringQueue.Limits(1, 64, Duration.ZERO, 10_000, Duration.ofSeconds(1)));
  private final Trials trials = new Trials(scorer, meters);
  private @Nullable ServedProblem problem;

  @AfterEach
  void stop() {
    if (problem != null) {
      Casts.close(problem);
    }
  }

  @Test
  void theCanaryAnswersItsShareAndTheChampionIsAskedAllTheSame() {
    Challenger canary = new Challenger(2, Role.CANARY, 0.5);

    Verdicts verdicts = ask(Map.of(canary, strict(2)), lights(100, 450));

    assertThat(verdicts.counts()).containsOnlyKeys(CHAMPION, CANARY);
    for (int row = 0; row < 100; row++) {
      boolean taken = canary.takes("room-" + row);
      Prediction prediction = verdicts.prediction(row, new EventId("e"));
      assertThat(verdicts.by(row)).isEqualTo(taken ? CANARY : CHAMPION);
      assertThat(prediction.label()).isEqualTo(taken ? "0" : "1");
      assertThat(prediction.role()).isEqualTo(taken ? Role.CANARY : Role.CHAMPION);
      if (taken) {
        assertThat(verdicts.beside(row))
            .singleElement()
            .satisfies(
                opinion -> {
                  assertThat(opinion.modelVersion()).isEqualTo(1);
                  assertThat(opinion.role()).isEqualTo(Role.CHAMPION);
                  assertThat(opinion.label()).isEqualTo("1");
                  assertThat(opinion.probabilities()).containsOnlyKeys("0", "1");
                });
      } else {
        assertThat(prediction.beside()).isNull();
      }
    }
  }

  @Test
  void aShadowIsAskedAndNeverAnswers() {
    Verdicts verdicts = ask(Map.of(new Challenger(3, Role.SHADOW, 1), strict(3)), lights(10, 450));

    assertThat(verdicts.counts()).isEqualTo(Map.of(CHAMPION, 10));
    assertThat(verdicts.beside(4)).extracting(Opinion::label).containsExactly("0");
    assertThat(verdicts.beside(4)).extracting(Opinion::role).containsExactly(Role.SHADOW);
  }

  @Test
  void severalAreTriedAtATime() {
    Map<Challenger, ModelPackage> tried = new LinkedHashMap<>();
    tried.put(new Challenger(2, Role.CANARY, 1), strict(2));
    tried.put(new Challenger(3, Role.SHADOW, 1), strict(3));

    Verdicts verdicts = ask(tried, lights(5, 450));

    assertThat(verdicts.counts()).isEqualTo(Map.of(CANARY, 5));
    assertThat(verdicts.beside(0)).extracting(Opinion::modelVersion).containsExactly(1, 3);
  }

  @Test
  void whereTheCanaryHasNoAnswerTheChampionAnswers() {
    Map<Challenger, ModelPackage> tried =
        Map.of(
            new Challenger(2, Role.CANARY, 1),
            SmallPackages.writeFailing(temp.resolve("2"), ROOMS, 2));

    Verdicts verdicts = ask(tried, SmallPackages.rows(365, 900));

    assertThat(verdicts.by(0)).isEqualTo(CANARY);
    assertThat(verdicts.by(1)).isEqualTo(CHAMPION);
    assertThat(verdicts.isAnswered(1)).isTrue();
    assertThat(verdicts.beside(1))
        .containsExactly(
            new Opinion(
                2,
                Role.CANARY,
                null,
                null,
                null,
                verdicts.beside(1).getFirst().micros(),
                "values that the model has no answer to"));
    assertThat(meters.counter("millrace.challenger.failures", "problem", "rooms", "version", "2"))
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
  }

  @Test
  void oneThatFailsAgainAndAgainIsLeftAlone() {
    problem =
        Casts.served(
            lenient(1),
            Map.of(
                new Challenger(2, Role.CANARY, 1),
                SmallPackages.writeFailing(temp.resolve("2"), ROOMS, 2)));

    List<String> failures =
        IntStream.range(0, 8)
            .mapToObj(_ -> String.valueOf(ask(lights(3, 900)).beside(2).getFirst().failure()))
            .toList();

    assertThat(failures.subList(0, 5)).containsOnly("values that the model has no answer to");
    assertThat(failures.subList(5, 8)).containsOnly("it is left alone for a while, since it fails");
  }

  @Test
  void aRequestIsAnsweredByOneVersion() {
    Challenger half = new Challenger(2, Role.CANARY, 0.5);
    Verdicts some = ask(Map.of(half, strict(2)), lights(50, 450));
    assertThat(some.counts()).hasSize(2);

    Verdicts whole = some.whole();

    assertThat(whole.counts()).isEqualTo(Map.of(CHAMPION, 50));
    int taken =
        IntStream.range(0, 50).filter(row -> half.takes("room-" + row)).findFirst().getAsInt();
    assertThat(whole.beside(taken)).extracting(Opinion::role).containsExactly(Role.CANARY);
  }

  @Test
  void theCanaryAnswersARequestThatIsAllOfItsShare() {
    Verdicts verdicts =
        ask(Map.of(new Challenger(2, Role.CANARY, 1), strict(2)), lights(7, 450)).whole();

    assertThat(verdicts.counts()).isEqualTo(Map.of(CANARY, 7));
    assertThat(IntStream.range(0, 7).map(verdicts::place)).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  private Verdicts ask(Map<Challenger, ModelPackage> tried, RowBatch rows) {
    problem = Casts.served(lenient(1), tried);
    return ask(rows);
  }

  private Verdicts ask(RowBatch rows) {
    try (Cast cast = problem.acquireAll().orElseThrow()) {
      Scored lead = scorer.score(cast.lead(), rows, Channel.STREAM);
      return trials.ask(cast, lead, row -> "room-" + row, NO_OTHER_SCHEMA, Channel.STREAM);
    }
  }

  /** Calls a room occupied at a light of 450. */
  private ModelPackage lenient(int version) {
    return SmallPackages.write(temp.resolve(Integer.toString(version)), ROOMS, version);
  }

  /** Does not. */
  private ModelPackage strict(int version) {
    return SmallPackages.write(temp.resolve(Integer.toString(version)), ROOMS, version, 0.9);
  }

  private static RowBatch lights(int rows, double light) {
    return SmallPackages.rows(IntStream.range(0, rows).mapToDouble(_ -> light).toArray());
  }
}
