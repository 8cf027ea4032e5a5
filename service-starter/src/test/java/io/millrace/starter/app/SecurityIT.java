package io.millrace.starter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class SecurityIT extends StarterContext {

  @LocalServerPort int port;
  private Http http;

  @BeforeEach
  void client() {
    http = new Http(port);
  }

  @Test
  void livenessIsOpen() throws Exception {
    Http.Answer answer = http.get("/actuator/health/liveness", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("status").asString()).isEqualTo("UP");
    assertThat(answer.json().has("components")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/problems/p",
        "/v1/unknown",
        "/actuator",
        "/actuator/health",
        "/actuator/health/readiness",
        "/actuator/health/liveness/",
        "/readyz",
        "/livez",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/swagger-ui/index.html",
        "/error",
        "/favicon.ico"
      })
  void nothingElseIsAnsweredWithoutAToken(String path) throws Exception {
    Http.Answer answer = http.get(path, null);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.header("X-Correlation-Id")).isNotBlank();
    assertThat(answer.json().get("status").asInt()).isEqualTo(401);
    assertThat(answer.json().get("detail").asString()).contains("bearer token is needed");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /v1/problems/p,         owner,       200",
    "GET,  /v1/problems/p,         scientist,   200",
    "GET,  /v1/problems/p,         reader,      200",
    "GET,  /v1/problems/p,         device,      403",
    "GET,  /v1/problems/p,         application, 403",
    "GET,  /v1/problems/p,         operator,    403",
    "POST, /v1/problems/p/events,  owner,       200",
    "POST, /v1/problems/p/events,  device,      200",
    "POST, /v1/problems/p/events,  reader,      403",
    "POST, /v1/problems/p/events,  application, 403",
    "POST, /v1/problems/p/predict, application, 200",
    "POST, /v1/problems/p/predict, device,      403",
    "POST, /v1/problems/p/predict, scientist,   403",
    "GET,  /actuator/prometheus,   operator,    200",
    "GET,  /actuator/prometheus,   owner,       200",
    "GET,  /actuator/prometheus,   reader,      403",
    "GET,  /actuator/health,       operator,    200",
    "GET,  /actuator/health/readiness, operator, 200",
    "GET,  /actuator/health/readiness, device,  403",
    "GET,  /v3/api-docs,           device,      200",
    "GET,  /swagger-ui/index.html, reader,      200",
    "GET,  /elsewhere,             reader,      403",
    "DELETE, /v1/problems/p,       device,      403",
    "OPTIONS, /v1/problems/p,      device,      403",
  })
  void aTokenOpensOnlyWhatItsRoleNeeds(String method, String path, String role, int status)
      throws Exception {
    Http.Answer answer =
        http.send(
            method,
            path,
            role + "-token-1",
            method.equals("POST") ? "{}" : null,
            Map.of("Content-Type", "application/json"));

    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.json().get("detail").asString()).contains("may not " + method);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown-token", "owner-token-", "owner-token-12", "OWNER-TOKEN-1", "x"})
  void aWrongTokenIsRefused(String token) throws Exception {
    Http.Answer answer = http.get("/v1/problems/p", token);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(answer.response().body()).doesNotContain(token.equals("x") ? "owner-token" : token);
  }

  @Test
  void aPasswordIsNoToken() throws Exception {
    Http.Answer answer =
        http.send(
            "GET", "/v1/problems/p", null, null, Map.of("Authorization", "Basic dXNlcjp1c2Vy"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void aControllerLearnsWhoCalls() throws Exception {
    Http.Answer answer = http.get("/v1/problems/p", "reader-token-1");

    assertThat(answer.json().get("caller").asString()).isEqualTo("the-reader");
    assertThat(answer.json().get("at").asString()).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void healthNamesTheBlobStoreAndMetricsTheService() throws Exception {
    Http.Answer health = http.get("/actuator/health", "operator-token-1");
    Http.Answer metrics = http.get("/actuator/prometheus", "operator-token-1");

    assertThat(health.json().at("/components/blobStore/status").asString()).isEqualTo("UP");
    assertThat(health.json().at("/status").asString()).isEqualTo("UP");
    assertThat(metrics.response().body())
        .contains("jvm_")
        .contains("service=\"starter-test\"")
        .contains("http_server_requests_")
        .doesNotContain("spring_security_");
  }
}
