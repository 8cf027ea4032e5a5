package io.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.problem.Compute;
import io.millrace.training.run.Share;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TrainingSettingsTest {

  private static final Path WORK = Path.of("work");
  private static final DataSize CACHE = DataSize.ofGigabytes(2);
  private static final DataSize LARGEST = DataSize.ofMegabytes(256);
  private static final DataSize MEMORY = DataSize.ofGigabytes(4);
  private static final Duration TIME = Duration.ofSeconds(20);

  @Test
  void usesHalfOfTheMachineUnlessTold() {
    assertThat(settings(WORK, 0, "0", 1000).runsAtATime()).isPositive();
    assertThat(settings(WORK, 3, "0", 1000).runsAtATime()).isEqualTo(3);
    assertThat(settings(WORK, 1, "0", 1000).capacity().share(Compute.DEFAULT).memory())
        .isGreaterThanOrEqualTo(512L << 20);
    assertThat(settings(WORK, 2, "4GB", 1000).capacity().share(Compute.DEFAULT))
        .isEqualTo(new Share(1, 2L << 30, Compute.Device.CPU));
  }

  @Test
  void namesTheKeyThatIsWrong() {
    assertThatThrownBy(() -> settings(null, 1, "2GB", 1000))
        .hasMessage("millrace.training.work-dir: found nothing; allowed: the path of a folder");
    assertThatThrownBy(() -> settings(WORK, -1, "2GB", 1000))
        .hasMessage("millrace.training.threads: found -1; allowed: 0 to 64");
    assertThatThrownBy(() -> settings(WORK, 1, "100MB", 1000))
        .hasMessageStartingWith("millrace.training.memory: found 104857600B; allowed:");
    assertThatThrownBy(() -> computing("elsewhere"))
        .hasMessage("millrace.training.compute: found elsewhere; allowed: process, in-process");
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
        WORK, CACHE, "process", 1, 1, MEMORY, TIME, 1000, instance, TIME, TIME, 3, LARGEST);
  }

  private static TrainingSettings computing(String compute) {
    return new TrainingSettings(
        WORK, CACHE, compute, 1, 1, MEMORY, TIME, 1000, null, TIME, TIME, 3, LARGEST);
  }

  private static TrainingSettings settings(
      @Nullable Path work, int threads, String memory, int mostRows) {
    return new TrainingSettings(
        work,
        CACHE,
        "process",
        threads,
        threads,
        DataSize.parse(memory),
        TIME,
        mostRows,
        null,
        TIME,
        TIME,
        3,
        LARGEST);
  }
}
