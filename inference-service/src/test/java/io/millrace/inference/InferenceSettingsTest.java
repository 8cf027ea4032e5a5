package io.millrace.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class InferenceSettingsTest {

  @Test
  void needsNoMoreThanACacheFolder() {
    InferenceSettings settings = bind(Map.of());

    assertThat(settings.memoryBound())
        .as("a share of the machine")
        .isBetween(64L << 20, Long.MAX_VALUE / 3);
    assertThat(settings.maxRows()).isEqualTo(1000);
    assertThat(settings.maxBody().toMegabytes()).isEqualTo(4);
    assertThat(settings.retryPause()).hasSeconds(1);
    assertThat(settings.scoring().limits().scorers()).isPositive();
    assertThat(settings.scoring().limits().maxDelay()).isZero();
  }

  @Test
  void takesTheMemoryThatItIsGiven() {
    assertThat(bind(Map.of("memory", "3MB")).memoryBound()).isEqualTo(3L << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "memory, -1B",
    "max-rows, 0",
    "max-body, 1GB",
    "max-body, 0B",
    "in-flight, 1MB",
    "in-flight, 2GB",
    "patience, 0s",
    "batch, -1",
    "concurrency, 0",
    "unpublished, 0",
    "instance, ' '",
    "retry-pause, 0s",
    "scoring.scorers, -1",
    "scoring.max-batch, 1025",
    "scoring.max-delay, -1ms",
    "scoring.max-waiting, 0",
    "scoring.patience, 0s",
    "grpc.port, 65536",
    "follow.clients, -1",
    "follow.buffer, 0B",
    "follow.heartbeat, 0s"
  })
  void namesTheKeyOfAWrongValue(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .hasMessageStartingWith("millrace.inference." + key + ": found ");
  }

  private static InferenceSettings bind(Map<String, String> values) {
    Map<String, String> properties = new HashMap<>();
    properties.put("millrace.inference.cache", "target/cache");
    values.forEach((key, value) -> properties.put("millrace.inference." + key, value));
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("millrace.inference", InferenceSettings.class)
        .get();
  }
}
