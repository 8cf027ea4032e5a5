package io.millrace.monitoring.messaging;

import static io.millrace.monitoring.messaging.Stage.NAME;
import static io.millrace.monitoring.messaging.Stage.NOW;
import static io.millrace.monitoring.messaging.Stage.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.monitoring.observe.Journal;
import io.millrace.monitoring.observe.Progress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletedProblemTest {

  private final Stage stage = new Stage();

  @BeforeEach
  void seeSome() {
    stage.predict(1, WINDOW + WINDOW / 2, 1.5);
    stage.label("e1", "yes");
    stage.storeAway = true;
    stage.predict(2, WINDOW, 0);
    stage.storeAway = false;
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void everythingSeenOfItIsForgotten() {
    stage.delete(NOW.plusSeconds(3600));
    stage.pass(Duration.ofSeconds(2));

    assertThat(stage.keys("")).containsExactly(Keys.generation(NAME));
  }

  @Test
  void oneThatIsAppliedAnewStartsAfresh() {
    var problem = stage.problems.get(NAME);
    stage.delete(NOW);
    stage.problems.put(NAME, problem);

    assertThat(stage.memory().progress()).isEqualTo(Progress.NONE);
    assertThat(stage.memory().entries(Journal.WINDOWS)).isEmpty();

    stage.detections();
    stage.predict(1, "e0", "yes");
    stage.predict(1, WINDOW - 1, 1.5);

    assertThat(stage.memory().progress().versions().get(1).windows()).isEqualTo(1);
    assertThat(stage.detections()).hasSize(1);
  }

  @Test
  void whatIsStillSweptDoesNotTouchTheNewOne() {
    var problem = stage.problems.get(NAME);
    stage.delete(NOW);
    stage.problems.put(NAME, problem);
    stage.predict(1, WINDOW / 2, 0);
    int own = stage.keys("").size();

    stage.pass(Duration.ofSeconds(2));

    assertThat(stage.keys("").size()).isLessThan(own);
    assertThat(stage.memory().progress().versions().get(1).filled()).isEqualTo(WINDOW / 2);
    stage.predict(1, WINDOW / 2, 0);
    assertThat(stage.memory().entries(Journal.WINDOWS)).hasSize(1);
  }

  @Test
  void whatWasPredictedBeforeItWasDeletedIsNotTheNewOnes() {
    var problem = stage.problems.get(NAME);
    stage.delete(java.time.Instant.now().plusSeconds(3600));
    stage.problems.put(NAME, problem);

    stage.predict(1, WINDOW, 1.5);

    assertThat(stage.memory().progress()).isEqualTo(Progress.NONE);
    assertThat(stage.counted("millrace.monitoring.messages.former")).isEqualTo(WINDOW);
  }

  @Test
  void aDeletionThatIsHeardAgainDoesNotForgetTheNewOne() {
    var problem = stage.problems.get(NAME);
    stage.delete(NOW);
    stage.problems.put(NAME, problem);
    stage.predict(1, 10, 0);

    stage.delete(NOW);
    stage.problems.put(NAME, problem);

    assertThat(stage.memory().progress().versions().get(1).filled()).isEqualTo(10);
  }
}
