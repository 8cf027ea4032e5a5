package io.millrace.monitoring.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.message.Alert;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;

class WebhookSettingsTest {

  @Test
  void tellsNobodyUnlessToldTo() {
    assertThat(bind(Map.of())).isEqualTo(new WebhookSettings(List.of(), Duration.ofHours(24)));
  }

  @Test
  void readsTheCommentedExample() throws IOException {
    assertThat(bind(example()).webhooks())
        .containsExactly(
            new Webhook(
                "operations",
                URI.create("https://example.com/alerts"),
                Webhook.Format.CLOUDEVENTS,
                Notices.SECRET,
                Alert.Severity.WARNING,
                List.of("room-occupancy"),
                false));
  }

  @Test
  void takesNoTwoOfOneName() {
    Map<String, String> twice = new HashMap<>();
    for (int i = 0; i < 2; i++) {
      twice.put("millrace.monitoring.webhooks[%d].name".formatted(i), "ops");
      twice.put("millrace.monitoring.webhooks[%d].url".formatted(i), "https://example.com");
      twice.put("millrace.monitoring.webhooks[%d].format".formatted(i), "slack");
    }

    assertThatThrownBy(() -> bind(twice))
        .rootCause()
        .hasMessage("millrace.monitoring.webhooks: found two named ops; allowed: one");
  }

  private static Map<?, ?> example() throws IOException {
    try (var file = WebhookSettingsTest.class.getResourceAsStream("/monitoring-service.yaml")) {
      String text =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .dropWhile(line -> !line.startsWith("# millrace.monitoring:"))
              .map(line -> line.substring(2))
              .collect(Collectors.joining("\n"))
              .replace("${OPERATIONS_SECRET}", Notices.SECRET);
      var source =
          (EnumerablePropertySource<?>)
              new YamlPropertySourceLoader()
                  .load("example", new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)))
                  .getFirst();
      Map<String, String> properties = new HashMap<>();
      for (String name : source.getPropertyNames()) {
        properties.put(name, String.valueOf(source.getProperty(name)));
      }
      return properties;
    }
  }

  private static WebhookSettings bind(Map<?, ?> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("millrace.monitoring", WebhookSettings.class);
  }
}
