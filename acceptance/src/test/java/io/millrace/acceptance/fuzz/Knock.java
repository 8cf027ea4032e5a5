package io.millrace.acceptance.fuzz;

import io.millrace.acceptance.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends inputs to one door and judges every answer. */
final class Knock {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE = 100;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RunningStack stack;
  private final Door door;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong refusedWhole = new AtomicLong();

  Knock(RunningStack stack, Door door) {
    this.stack = stack;
    this.door = door;
  }

  long accepted() {
    return accepted.get();
  }

  long refused() {
    return refused.get();
  }

  long refusedWhole() {
    return refusedWhole.get();
  }

  void with(byte[] input) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < PATIENCE; attempt++) {
      HttpResponse<byte[]> answer =
          http.send(request(input), HttpResponse.BodyHandlers.ofByteArray());
      int status = answer.statusCode();
      Invariant.holds(
          door.statuses().contains(status), door.name() + " answers as documented", said(answer));
      if (status == 429 || status == 503) {
        Invariant.holds(
            answer.headers().firstValue("Retry-After").isPresent(),
            "it says when to retry",
            status);
        Thread.onSpinWait();
        continue;
      }
      judge(answer);
      return;
    }
    throw new AssertionError(door.name() + " was busy all the time");
  }

  private HttpRequest request(byte[] input) {
    Attributed parts = door.isBinary() ? Attributed.of(input) : null;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.address(door.service()) + door.address()))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + stack.token(door.role()))
            .header("Content-Type", door.mediaType());
    door.headers().forEach(request::header);
    if (parts != null) {
      parts.attributes().forEach((name, value) -> header(request, name, value));
    }
    return request
        .method(
            door.method(),
            HttpRequest.BodyPublishers.ofByteArray(parts == null ? input : parts.data()))
        .build();
  }

  /** Only attributes, and what may stand in a header at all. */
  private static void header(HttpRequest.Builder request, String name, String value) {
    if (name.matches("ce-[a-z]{1,20}") && value.matches("[ -~\\u00a0-\\u00ff]*")) {
      request.setHeader(name, value);
    }
  }

  private void judge(HttpResponse<byte[]> answer) {
    JsonNode body = body(answer);
    if (answer.statusCode() >= 400) {
      refusedWhole.incrementAndGet();
      String type = answer.headers().firstValue("Content-Type").orElse("");
      Invariant.holds(
          type.startsWith("application/problem+json"), "a problem detail", said(answer));
      Invariant.same(answer.statusCode(), body.path("status").asInt(), "its status");
      Invariant.holds(!body.path("detail").asString("").isBlank(), "it says why", said(answer));
    } else if (door.takesRows()) {
      rows(body, said(answer));
    } else if (door.name().equals("predict")) {
      body.path("predictions").forEach(row -> predicted(row, said(answer)));
    }
  }

  private void rows(JsonNode body, String answer) {
    accepted.addAndGet(body.path("accepted").asLong(-1));
    refused.addAndGet(body.path("refused").asLong(-1));
    for (JsonNode rejection : body.path("rejections")) {
      boolean useful =
          rejection.path("field").isString()
              && !rejection.path("found").asString("").isBlank()
              && !rejection.path("expected").asString("").isBlank();
      Invariant.holds(useful, "a rejection says what was found and what is allowed", answer);
    }
  }

  private static void predicted(JsonNode row, String answer) {
    boolean right =
        row.path("predictionId").isString() && row.path("label").isString()
            || !row.path("error").path("expected").asString("").isBlank();
    Invariant.holds(right, "each row is predicted, or it is said why not", answer);
  }

  private static JsonNode body(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw new AssertionError("an answer is JSON: " + said(answer), e);
    }
  }

  private static String said(HttpResponse<byte[]> answer) {
    return answer.statusCode()
        + " "
        + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
