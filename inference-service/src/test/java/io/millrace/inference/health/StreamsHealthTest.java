package io.millrace.inference.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.ProblemName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class StreamsHealthTest {

  @Test
  void namesTheProblemsWhoseEventsAreNotListenedTo() {
    assertThat(new StreamsHealth(List::of).health().getStatus()).isEqualTo(Status.UP);

    Health health = new StreamsHealth(() -> List.of(new ProblemName("rooms"))).health();

    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.getDetails()).containsEntry("interrupted", List.of("rooms"));
  }
}
