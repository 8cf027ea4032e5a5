package io.millrace.starter.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.ProblemName;
import io.millrace.starter.problems.ProblemCatalog;
import io.millrace.starter.test.KafkaBroker;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Several services share a process and a class path, each with a configuration of its own. */
class TwoServicesIT extends StarterContext {

  @LocalServerPort int port;
  @Autowired Environment first;

  @Test
  void aSecondServiceRunsBesideTheFirst() throws Exception {
    try (var second = startSecond()) {
      Http other = new Http(second.getEnvironment().getProperty("local.server.port", int.class));

      assertThat(second.getBean(ProblemCatalog.class).find(new ProblemName("before"))).isPresent();
      assertThat(other.get("/v1/problems/p", "another-reader-token").status()).isEqualTo(200);
      assertThat(other.get("/v1/problems/p", "reader-token-1").status()).isEqualTo(401);
      assertThat(new Http(port).get("/v1/problems/p", "reader-token-1").status()).isEqualTo(200);
      assertThat(other.get("/actuator/prometheus", "operator-token-1").response().body())
          .contains("service=\"second-service\"")
          .doesNotContain("service=\"starter-test\"");
      assertThat(first.getProperty("spring.application.name")).isEqualTo("starter-test");
    }
    assertThat(new Http(port).get("/v1/problems/p", "reader-token-1").status()).isEqualTo(200);
  }

  static ConfigurableApplicationContext startSecond() {
    return new SpringApplicationBuilder(StarterApplication.class)
        .properties(
            "spring.config.name=starter-test",
            "spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers())
        .run(
            "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
            "--spring.application.name=second-service",
            "--millrace.security.tokens.the-reader.token=another-reader-token");
  }
}
