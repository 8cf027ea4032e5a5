package io.millrace.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Compute;
import io.millrace.problem.Compute.Device;
import io.millrace.scoring.model.Manifest.Usage;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AdviceTest {

  private static final long GB = 1L << 30;

  @Test
  void saysNothingWhereTheShareFits() {
    assertThat(Advice.of(used(1, 60, 59, 2 * GB, GB), Compute.DEFAULT)).isEmpty();
    assertThat(Advice.of(used(4, 60, 225, 2 * GB, GB), Compute.DEFAULT)).isEmpty();
  }

  @Test
  void namesAsManyCoresAsWereBusy() {
    assertThat(Advice.of(used(4, 60, 54, 2 * GB, GB), Compute.DEFAULT))
        .containsExactly("used 0.9 of 4 cores: ask for 1");
    assertThat(Advice.of(used(4, 60, 126, 2 * GB, GB), Compute.DEFAULT))
        .containsExactly("used 2.1 of 4 cores: ask for 2");
  }

  @Test
  void saysNothingOfCoresWhereStartingWasMostOfIt() {
    assertThat(Advice.of(used(4, 3, 3, 2 * GB, GB), Compute.DEFAULT)).isEmpty();
  }

  @Test
  void wantsMoreMemoryWhereNearlyAllWasTaken() {
    assertThat(Advice.of(used(1, 60, 59, 2 * GB, GB * 19 / 10), Compute.DEFAULT))
        .containsExactly("peak 1.9 GB of 2.0 GB: give more");
  }

  @Test
  void wantsLessMemoryWhereMuchMoreWasAskedFor() {
    Compute asked = new Compute(OptionalInt.empty(), OptionalLong.of(8 * GB), Device.CPU);

    assertThat(Advice.of(used(1, 60, 59, 8 * GB, GB * 9 / 10), asked))
        .containsExactly("peak 921 MB of 8.0 GB: ask for 1.5 GB");
    assertThat(Advice.of(used(1, 60, 59, 8 * GB, GB), Compute.DEFAULT)).isEmpty();
  }

  @Test
  void saysWhatTheServiceCouldNotGive() {
    Compute asked = new Compute(OptionalInt.of(8), OptionalLong.of(8 * GB), Device.CPU);

    assertThat(Advice.of(used(2, 60, 119, 4 * GB, 2 * GB), asked))
        .containsExactly(
            "asked for 8 cores, and got the 2 that this service has for trainings",
            "asked for 8.0 GB, and got the 4.0 GB that this service has for trainings");
  }

  private static Usage used(int cores, double seconds, double cpu, long memory, long peak) {
    return new Usage(cores, memory, "cpu", seconds, cpu, peak);
  }
}
