package io.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.monitoring.judge.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

class SettingsTest {

  @Test
  void theCommentedExampleSaysTheDefaults() throws IOException {
    assertThat(bind(yaml(example())))
        .isEqualTo(bind(Map.of()))
        .isEqualTo(
            new MonitoringSettings(
                Path.of(".millrace/monitoring-state"),
                1,
                Duration.ofMillis(200),
                200_000,
                Duration.ofDays(30),
                500,
                1,
                "",
                new MonitoringSettings.RolloutRules(
                    0.05, 20, 0.01, 2, Duration.ofNanos(200_000), 100, 2, 5, 0.8, 0.2)));
  }

  @Test
  void namesTheKeyThatIsWrong() {
    assertThatThrownBy(() -> bind(Map.of("millrace.monitoring.pending", "0")))
        .rootCause()
        .hasMessage("millrace.monitoring.pending: found 0; allowed: 1 or more");
  }

  @Test
  void judgesByTheUsualRules() {
    assertThat(bind(Map.of()).rollout().rules()).isEqualTo(Rules.USUAL);
    assertThatThrownBy(() -> bind(Map.of("millrace.monitoring.rollout.give-up", "1")))
        .rootCause()
        .hasMessage("millrace.monitoring.rollout.give-up: found 1; allowed: 2 or more");
  }

  private static String example() throws IOException {
    try (var file = SettingsTest.class.getResourceAsStream("/monitoring-service.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .dropWhile(line -> !line.startsWith("# millrace.monitoring:"))
          .map(line -> line.substring(2))
          .collect(Collectors.joining("\n"));
    }
  }

  private static Map<?, ?> yaml(String text) throws IOException {
    var source =
        new YamlPropertySourceLoader()
            .load("example", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
            .getFirst();
    var properties = (EnumerablePropertySource<?>) source;
    return java.util.Arrays.stream(properties.getPropertyNames())
        .collect(
            Collectors.toMap(name -> name, name -> String.valueOf(properties.getProperty(name))));
  }

  private static MonitoringSettings bind(Map<?, ?> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("millrace.monitoring", MonitoringSettings.class);
  }
}
