package io.millrace.inference.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.event.Opinion;
import io.millrace.event.Prediction;
import io.millrace.event.Role;
import io.millrace.inference.load.Cast;
import io.millrace.inference.load.Casts;
import io.millrace.inference.load.ServedProblem;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Challenger;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.model.ScoringModel;
import io.millrace.scoring.model.ScoringQueue;
import io.millrace.scoring.test.SmallPackages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowsTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");

  @TempDir Path temp;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Scorer scorer =
      new Scorer(
          meters, new ScoringQueue.Limits(1, 64, Duration.ZERO, 10_000, Duration.ofSeconds(1)));
  private final Trials trials = new Trials(scorer, meters);
  private final Later later = new Later();
  private final Shadows shadows = new Shadows(trials, later);
  private final List<PredictedRows> published = new ArrayList<>();
  private final Predictor predictor =
      new Predictor(scorer, trials, shadows, new Sink(), Clock.systemUTC());
  private ServedProblem problem;

  /** Does nothing before it is told to. */
  private static final class Later extends AbstractExecutorService {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    void go() {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    }

    @Override
    public void shutdown() {
      go();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  private final class Sink implements PredictionSink {
    @Override
    public void offer(
        ProblemName name, String entity, Prediction prediction, String correlationId) {
      throw new AssertionError("no series here");
    }

    @Override
    public void offer(PredictedRows rows, String correlationId) {
      published.add(rows);
    }
  }

  @BeforeEach
  void serve() {
    Map<Challenger, ModelPackage> tried = new LinkedHashMap<>();
    tried.put(new Challenger(2, Role.CANARY, 1), SmallPackages.write(temp.resolve("2"), ROOMS, 2));
    tried.put(
        new Challenger(3, Role.SHADOW, 1), SmallPackages.write(temp.resolve("3"), ROOMS, 3, 0.9));
    problem = Casts.served(SmallPackages.write(temp.resolve("1"), ROOMS, 1), tried);
  }

  @AfterEach
  void stop() {
    Casts.close(problem);
  }

  @Test
  void aCallerIsAnsweredBeforeAShadowIsAskedAndItsWordIsRecordedAllTheSame() {
    PredictedRows answer = ask(2);

    assertThat(answer.verdicts().by(0).role()).isEqualTo(Role.CANARY);
    assertThat(answer.verdicts().beside(0)).extracting(Opinion::modelVersion).containsExactly(1);
    assertThat(published).isEmpty();

    later.go();

    assertThat(published).hasSize(1);
    assertThat(published.getFirst().id(1)).isEqualTo(answer.id(1));
    Verdicts recorded = published.getFirst().verdicts();
    assertThat(recorded.by(0).role()).isEqualTo(Role.CANARY);
    assertThat(recorded.beside(0)).extracting(Opinion::modelVersion).containsExactly(1, 3);
    assertThat(recorded.beside(0)).extracting(Opinion::label).containsExactly("1", "0");
  }

  @Test
  void aShadowThatDoesNotKeepUpIsLeftOutAndCounted() {
    ask(600);
    ask(600);

    assertThat(published).as("nothing is held back for want of room").hasSize(1);
    assertThat(published.getFirst().verdicts().beside(0))
        .extracting(Opinion::modelVersion)
        .containsExactly(1);
    assertThat(leftOut()).isEqualTo(600);

    later.go();
    assertThat(published).hasSize(2);
    ask(1200);
    assertThat(published).as("one alone may be larger than the room").hasSize(2);
    later.go();
    assertThat(published).hasSize(3);
    assertThat(leftOut()).isEqualTo(600);
  }

  @Test
  void aShadowIsNotClosedBeforeItWasAsked() {
    ScoringModel shadow;
    try (Cast cast = problem.acquireAll().orElseThrow()) {
      shadow = cast.challengers().getLast().model().model();
    }
    ask(1);
    Casts.close(problem);

    later.go();

    assertThat(published.getFirst().verdicts().beside(0)).hasSize(2);
    assertThatThrownBy(() -> shadow.score(SmallPackages.rows(1))).hasMessageContaining("closed");
  }

  @Test
  void whatStillWaitsAtTheEndIsPublishedWithoutIt() {
    ask(1);

    shadows.close();

    assertThat(published).hasSize(1);
    assertThat(published.getFirst().verdicts().beside(0)).hasSize(1);
    assertThat(leftOut()).isEqualTo(1);
  }

  private double leftOut() {
    return meters
        .counter("millrace.challenger.left.out", "problem", "rooms", "version", "3")
        .count();
  }

  private PredictedRows ask(int rows) {
    List<Map<String, Double>> lights = Collections.nCopies(rows, Map.of("Light", 450.0));
    RowSource source =
        new RowSource() {
          @Override
          public boolean fill(RowColumns columns) {
            return false;
          }

          @Override
          public List<?> rows() {
            return lights;
          }
        };
    Answers answers = predictor.predict(problem, source, "c").orElseThrow();
    return ((Answers.OfRows) answers).rows();
  }
}
