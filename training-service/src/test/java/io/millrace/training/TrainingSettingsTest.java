package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

  private static final Path WORK = Path.of("work");

  @Test
  void usesHalfOfTheCoresUnlessTold() {
    assertThat(new TrainingSettings(WORK, 0, "512MB", 1000).runsAtATime()).isPositive();
    assertThat(new TrainingSettings(WORK, 3, "512MB", 1000).runsAtATime()).isEqualTo(3);
  }

  @Test
  void namesTheKeyThatIsWrong() {
    assertThatThrownBy(() -> new TrainingSettings(null, 1, "512MB", 1000))
        .hasMessage("millrace.training.work-dir: found nothing; allowed: the path of a folder");
    assertThatThrownBy(() -> new TrainingSettings(WORK, -1, "512MB", 1000))
        .hasMessage("millrace.training.threads: found -1; allowed: 0 to 64");
    assertThatThrownBy(() -> new TrainingSettings(WORK, 1, "plenty", 1000))
        .hasMessageStartingWith("millrace.training.memory: found plenty; allowed:");
    assertThatThrownBy(() -> new TrainingSettings(WORK, 1, "2GB", 10))
        .hasMessageStartingWith("millrace.training.most-rows: found 10; allowed:");
  }
}
