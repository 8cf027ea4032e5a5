package io.millrace.starter.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class MillraceDefaultsTest {

  private final StandardEnvironment environment = new StandardEnvironment();

  @Test
  void giveWayToEverythingElse() {
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "application.yaml",
                Map.of("spring.config.name", "some-service", "server.shutdown", "immediate")));

    new MillraceDefaults().postProcessEnvironment(environment, new SpringApplication());

    assertThat(environment.getProperty("server.shutdown")).isEqualTo("immediate");
    assertThat(environment.getProperty("spring.application.name")).isEqualTo("some-service");
    assertThat(environment.getProperty("spring.kafka.producer.acks")).isEqualTo("all");
  }
}
