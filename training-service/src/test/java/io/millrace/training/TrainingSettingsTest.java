package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TrainingSettingsTest {

  private static final Path WORK = Path.of("work");
  private static final Duration TIME = Duration.ofSeconds(20);

  @Test
  void usesHalfOfTheCoresUnlessTold() {
    assertThat(settings(WORK, 0, "512MB", 1000).runsAtATime()).isPositive();
    assertThat(settings(WORK, 3, "512MB", 1000).runsAtATime()).isEqualTo(3);
    assertThat(settings(WORK, 0, "512MB", 1000).trialsAtATime()).isPositive();
    assertThat(settings(WORK, 3, "512MB", 1000).trialsAtATime()).isEqualTo(3);
  }

  @Test
  void namesTheKeyThatIsWrong() {
    assertThatThrownBy(() -> settings(null, 1, "512MB", 1000))
        .hasMessage("millrace.training.work-dir: found nothing; allowed: the path of a folder");
    assertThatThrownBy(() -> settings(WORK, -1, "512MB", 1000))
        .hasMessage("millrace.training.threads: found -1; allowed: 0 to 64");
    assertThatThrownBy(() -> settings(WORK, 1, "plenty", 1000))
        .hasMessageStartingWith("millrace.training.memory: found plenty; allowed:");
    assertThatThrownBy(() -> settings(WORK, 1, "2GB", 10))
        .hasMessageStartingWith("millrace.training.most-rows: found 10; allowed:");
  }

  @Test
  void eachStartIsAnOwnerOfItsOwn() {
    TrainingSettings named = named("left");

    assertThat(named.pace().owner()).startsWith("left-").isNotEqualTo(named.pace().owner());
    assertThatThrownBy(() -> named("no name"))
        .hasMessageStartingWith("millrace.training.instance: found no name; allowed:");
  }

  private static TrainingSettings named(String instance) {
    return new TrainingSettings(
        WORK, DataSize.ofGigabytes(2), 1, 1, "512MB", 1000, instance, TIME, TIME, 3);
  }

  private static TrainingSettings settings(
      @Nullable Path work, int threads, String memory, int mostRows) {
    return new TrainingSettings(
        work, DataSize.ofGigabytes(2), threads, threads, memory, mostRows, null, TIME, TIME, 3);
  }
}
