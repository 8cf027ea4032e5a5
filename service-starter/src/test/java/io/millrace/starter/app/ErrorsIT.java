package io.millrace.starter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class ErrorsIT extends StarterContext {

  private static final String OWNER = "owner-token-1";

  @LocalServerPort int port;
  private Http http;

  @BeforeEach
  void client() {
    http = new Http(port);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /v1/nothing-here,         application/json, 404",
    "DELETE, /v1/problems/p/predict,   application/json, 405",
    "POST,   /v1/problems/p/events,    text/plain,       415",
    "POST,   /v1/problems/p/events,    application/json, 400",
    "GET,    /v1/problems/p/large,     application/json, 413",
    "GET,    /v1/problems/p/number,    application/json, 400",
    "GET,    /v1/problems/p/number?n=x, application/json, 400",
    "GET,    /error,                   application/json, 404",
  })
  void springsOwnErrorsAreProblemDetails(String method, String path, String type, int status)
      throws Exception {
    Http.Answer answer =
        http.send(
            method,
            path,
            OWNER,
            method.equals("POST") ? "{not json" : null,
            Map.of("Content-Type", type, "Accept", "text/html"));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("title").asString()).isNotBlank();
    assertThat(answer.json().get("detail").asString()).isNotBlank();
    assertThat(answer.json().get("correlationId").asString())
        .isEqualTo(answer.header("X-Correlation-Id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nested", "number", "text", "name"})
  void jsonThatIsMeantToHarmIsRefused(String kind) throws Exception {
    String body =
        switch (kind) {
          case "nested" -> "{\"a\":%s1%s}".formatted("[".repeat(100), "]".repeat(100));
          case "number" -> "{\"a\":%s}".formatted("9".repeat(200));
          case "text" -> "{\"a\":\"%s\"}".formatted("x".repeat(2_000_000));
          default -> "{\"%s\":1}".formatted("x".repeat(60_000));
        };

    Http.Answer answer =
        http.send(
            "POST",
            "/v1/problems/p/events",
            OWNER,
            body,
            Map.of("Content-Type", "application/json"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  @Timeout(60)
  void aSenderWhoStopsInTheMiddleIsHungUpOn() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              "GET /actuator/health/liveness HTTP/1.1\r\nHost:".getBytes(StandardCharsets.UTF_8));

      assertThat(socket.getInputStream().readAllBytes().length).isLessThan(1000);
    }
  }

  @Test
  void whatTheContainerRefusesIsAProblemDetailToo() throws Exception {
    Http.Answer answer = http.get("/v1/problems/p%2F..%2Fq", OWNER);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(400);
    assertThat(answer.json().get("detail").asString()).contains("Bad Request");
  }

  @Test
  void ourOwnErrorsCarryTheirPropertiesAndHeaders() throws Exception {
    Http.Answer answer = http.get("/v1/problems/p/taken", OWNER);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.json().get("title").asString()).isEqualTo("No model serves");
    assertThat(answer.json().get("problem").asString()).isEqualTo("p");
    assertThat(answer.json().get("instance").asString()).isEqualTo("/v1/problems/p/taken");
  }

  @Test
  void aFailureInsideTellsNothingOfTheInside() throws Exception {
    Http.Answer answer = http.get("/v1/problems/p/broken", OWNER);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.response().body()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(answer.json().get("correlationId").asString()).isNotBlank();
  }

  @Test
  void theCallersCorrelationIdIsKept() throws Exception {
    Http.Answer answer =
        http.send(
            "GET", "/v1/problems/p", OWNER, null, Map.of("X-Correlation-Id", "turn-42/device:7"));

    assertThat(answer.header("X-Correlation-Id")).isEqualTo("turn-42/device:7");
    assertThat(answer.json().get("correlationId").asString()).isEqualTo("turn-42/device:7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "tab\there", "ümlaut", ""})
  void anUnfitCorrelationIdIsReplaced(String id) throws Exception {
    assertThat(replaced(id)).isNotEqualTo(id).hasSize(36);
  }

  @Test
  void aCorrelationIdThatIsTooLongIsReplaced() throws Exception {
    assertThat(replaced("x".repeat(129))).hasSize(36);
  }

  /** By hand, since the JDK's client refuses to send such headers itself. */
  private String replaced(String id) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                  + "X-Correlation-Id: %s\r\n\r\n")
              .formatted(id)
              .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.regionMatches(true, 0, "X-Correlation-Id:", 0, 17))
          .map(line -> line.substring(17).strip())
          .findFirst()
          .orElse("");
    }
  }
}
