package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackIT {

  private static final String PROBLEM =
      """
      problem: kept
      define: { task: classification, target: y }
      data: { features: { x: number } }
      """;

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void startsWholeAndPicksUpWhereItStopped() throws Exception {
    StackSettings settings = new StackSettings(folder, Ports.free(), step -> {});
    String token;

    try (Stack stack = Stack.start(settings)) {
      token = stack.token("owner");
      for (String address : stack.addresses().values()) {
        assertThat(get(address + "/actuator/health/readiness", token).statusCode()).isEqualTo(200);
        assertThat(get(address + "/actuator/prometheus", "wrong").statusCode()).isEqualTo(401);
      }
      assertThat(put(stack.addresses().get("ingestion"), token).statusCode()).isEqualTo(201);
      refusesASecondStackOnTheSameFolderOrPorts(settings);
    }
    assertThat(Files.exists(folder.resolve("stack.json"))).isFalse();
    assertThat(Stack.isUp(folder)).isFalse();

    try (Stack stack = Stack.start(settings)) {
      assertThat(stack.token("owner")).isEqualTo(token);
      String problem = stack.addresses().get("ingestion") + "/v1/problems/kept";
      assertThat(get(problem, token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void startsABrokerAgainThatWasKilled() throws Exception {
    StackSettings settings = new StackSettings(folder, Ports.free(), step -> {});

    try (Stack stack = Stack.start(settings)) {
      long killed = stack.brokerPid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();

      await().atMost(Duration.ofSeconds(60)).until(() -> stack.brokerPid() != killed);
      String ingestion = stack.addresses().get("ingestion");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> put(ingestion, stack.token("owner")).statusCode() == 201);
      assertThat(stack.onBrokerLost()).isNotDone();
    }
  }

  private void refusesASecondStackOnTheSameFolderOrPorts(StackSettings settings) {
    assertThatThrownBy(() -> Stack.start(settings))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("another Millrace is up on " + folder)
        .hasMessageContaining("millrace down");
    StackSettings elsewhere =
        new StackSettings(folder.resolve("other"), settings.ports(), step -> {});
    assertThatThrownBy(() -> Stack.start(elsewhere))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining(
            "port %d (ingestion) is taken".formatted(settings.ports().of(Part.INGESTION)));
  }

  private HttpResponse<String> get(String address, String token)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address)), token);
  }

  private HttpResponse<String> put(String ingestion, String token)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(ingestion + "/v1/problems/kept"))
            .header("Content-Type", "application/yaml")
            .PUT(HttpRequest.BodyPublishers.ofString(PROBLEM)),
        token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws IOException, InterruptedException {
    return http.send(
        request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
  }
}
