package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.Compute.Device;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputeReaderTest {

  @Test
  void leavesToTheServiceWhatIsNotSaid() {
    assertThat(compute("")).isEqualTo(Compute.DEFAULT);
    assertThat(compute("compute: {}")).isEqualTo(Compute.DEFAULT);
    assertThat(compute("compute: {cores: 3}"))
        .isEqualTo(new Compute(OptionalInt.of(3), OptionalLong.empty(), Device.CPU));
  }

  @Test
  void readsEveryKey() {
    assertThat(compute("compute: {cores: 4, memory: 2 GB, device: gpu}"))
        .isEqualTo(new Compute(OptionalInt.of(4), OptionalLong.of(2L << 30), Device.GPU));
    assertThat(compute("compute: {memory: 512MB}").memory()).hasValue(512L << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{cores: 0}       | train.compute.cores  | a whole number from 1 to 256",
        "{cores: 2.5}     | train.compute.cores  | a whole number from 1 to 256",
        "{cores: many}    | train.compute.cores  | a whole number from 1 to 256",
        "{memory: 100MB}  | train.compute.memory | 512MB to 1024GB, such as '2GB'",
        "{memory: 2}      | train.compute.memory | 512MB to 1024GB, such as '2GB'",
        "{memory: 2 gib}  | train.compute.memory | 512MB to 1024GB, such as '2GB'",
        "{memory: 1025GB} | train.compute.memory | 512MB to 1024GB, such as '2GB'",
        "{device: tpu}    | train.compute.device | cpu, gpu",
        "{kores: 1}       | train.compute.kores  | cores, memory, device; did you mean 'cores'?",
        "4                | train.compute        | a section"
      })
  void saysWhatIsWrongAndWhatIsAllowed(String compute, String key, String allowed) {
    ProblemFile.Refused refused = (ProblemFile.Refused) read("compute: " + compute);

    assertThat(refused.errors()).hasSize(1);
    assertThat(refused.errors().getFirst().key()).isEqualTo(key);
    assertThat(refused.errors().getFirst().allowed()).startsWith(allowed);
  }

  private static Compute compute(String train) {
    return ((ProblemFile.Accepted) read(train)).problem().train().compute();
  }

  private static ProblemFile read(String train) {
    return ProblemFile.read(
        Yaml.read(
            """
            problem: a
            define: {task: classification, target: y}
            data: {features: {x: number}}
            train: {%s}
            """
                .formatted(train)));
  }
}
