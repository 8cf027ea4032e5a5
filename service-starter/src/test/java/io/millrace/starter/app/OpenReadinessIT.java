package io.millrace.starter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.starter.test.KafkaBroker;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Where those who send work have no token. */
class OpenReadinessIT extends StarterContext {

  @Test
  void aStrangerLearnsWhetherWorkMayComeAndNothingElse() throws Exception {
    try (var service = startOpen()) {
      Http http = new Http(service.getEnvironment().getProperty("local.server.port", int.class));

      Http.Answer answer = http.get("/readyz", null);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.response().body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(http.get("/livez", null).status()).isEqualTo(401);
      assertThat(http.get("/readyz/", null).status()).isEqualTo(401);
      assertThat(http.get("/actuator/health/readiness", null).status()).isEqualTo(401);
      assertThat(http.get("/actuator/health", null).status()).isEqualTo(401);
    }
  }

  /** Its group has a member that says more, as inference's has. */
  private static ConfigurableApplicationContext startOpen() {
    return new SpringApplicationBuilder(StarterApplication.class)
        .properties("spring.config.name=starter-test")
        .run(
            "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
            "--spring.application.name=open-service",
            "--millrace.security.readiness-open=true",
            "--management.endpoint.health.group.readiness.include=readinessState,blobStore");
  }
}
