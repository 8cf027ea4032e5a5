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

  @Test
  void withoutExactlyOnceNoClientAsksForIdempotenceOrTransactions() {
    set("millrace.kafka.guarantee", "AT_LEAST_ONCE");

    new MillraceDefaults().postProcessEnvironment(environment, new SpringApplication());

    assertThat(environment.getProperty("spring.kafka.producer.properties.enable.idempotence"))
        .isEqualTo("false");
    assertThat(environment.getProperty("spring.kafka.consumer.isolation-level"))
        .isEqualTo("read_uncommitted");
    assertThat(environment.getProperty("spring.kafka.producer.acks")).isEqualTo("all");
  }

  @Test
  void theProfileAzureIsForTheStandardTier() {
    environment.setActiveProfiles("azure");
    set("millrace.event-hubs.connection-string", "Endpoint=sb://a/;SharedAccessKey=x");

    new MillraceDefaults().postProcessEnvironment(environment, new SpringApplication());

    assertThat(environment.getProperty("millrace.kafka.guarantee")).isEqualTo("at-least-once");
    assertThat(environment.getProperty("spring.kafka.producer.properties.enable.idempotence"))
        .isEqualTo("false");
    assertThat(environment.getProperty("millrace.topics.create")).isEqualTo("false");
    assertThat(environment.getProperty("spring.kafka.security.protocol")).isEqualTo("SASL_SSL");
    assertThat(environment.getProperty("spring.kafka.properties.sasl.jaas.config"))
        .isEqualTo(
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"$ConnectionString\""
                + " password=\"Endpoint=sb://a/;SharedAccessKey=x\";");
  }

  @Test
  void inPremiumTheProfileAzureMayHaveTransactions() {
    environment.setActiveProfiles("azure");
    set("millrace.kafka.guarantee", "exactly-once");

    new MillraceDefaults().postProcessEnvironment(environment, new SpringApplication());

    assertThat(environment.getProperty("spring.kafka.producer.properties.enable.idempotence"))
        .isEqualTo("true");
    assertThat(environment.getProperty("spring.kafka.properties.metadata.max.age.ms"))
        .isEqualTo("180000");
  }

  private void set(String key, String value) {
    environment.getPropertySources().addFirst(new MapPropertySource(key, Map.of(key, value)));
  }
}
