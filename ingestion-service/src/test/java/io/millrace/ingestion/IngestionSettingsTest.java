package io.millrace.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class IngestionSettingsTest {

  @Test
  void theCommentedFileHoldsEveryDefault() throws IOException {
    List<PropertySource<?>> file =
        new YamlPropertySourceLoader()
            .load("file", new ClassPathResource("ingestion-service.yaml"));
    Binder binder = new Binder(ConfigurationPropertySources.from(file));

    IngestionSettings settings =
        binder.bind("millrace.ingestion", Bindable.of(IngestionSettings.class)).get();

    assertThat(settings).isEqualTo(bind(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "max-body,0B",
    "max-unpacked,2GB",
    "max-rows,0",
    "max-row,65KB",
    "max-columns,0",
    "max-depth,1001",
    "max-digits,0",
    "body-timeout,0s",
    "send-timeout,2m",
    "max-text,0",
    "max-text,10001",
    "max-problem-file,0B",
    "in-flight,1MB",
    "send-timeout,0s",
    "land.max-rows,0",
    "land.max-age,-1s",
    "land.max-bytes,0B"
  })
  void namesTheKeyThatIsWrong(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("millrace.ingestion." + key, value)))
        .rootCause()
        .hasMessageStartingWith("millrace.ingestion.%s: found ".formatted(key));
  }

  private static IngestionSettings bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("millrace.ingestion", Bindable.of(IngestionSettings.class));
  }
}
