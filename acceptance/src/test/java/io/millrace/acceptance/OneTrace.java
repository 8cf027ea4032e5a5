package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.faults.account.CommittedMessages;
import io.millrace.starter.test.OtlpReceiver;
import io.millrace.starter.test.OtlpReceiver.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** What its sender wants traced, on its way through a stack that records nothing else. */
record OneTrace(RunningStack stack, OtlpReceiver collector) {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SENDER = "b7ad6b7169203331";
  private static final String VALUE = "3.14159";

  static Map<String, String> settings(OtlpReceiver collector) {
    return Map.of(
        "MANAGEMENT_TRACING_EXPORT_ENABLED", "true",
        "MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "0",
        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY", "200ms",
        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", collector.endpoint());
  }

  void isSeenOfAnEvent(String problem) throws IOException, InterruptedException {
    send(
        "ingestion",
        "device",
        problem + "/events",
        "{\"event_id\":\"one-trace\",\"time\":\"%s\",\"x1\":%s,\"x2\":1,\"x3\":2}"
            .formatted(Instant.now(), VALUE));

    Received ingestion = span("ingestion-service", "http post /v1/problems/{problem}/events");
    Received inference = span("inference-service", "process millrace.events");
    Received monitoring = span("monitoring-service", "process millrace.predictions");
    assertThat(ingestion.parent()).isEqualTo(SENDER);
    assertThat(inference.parent()).isEqualTo(ingestion.id());
    assertThat(monitoring.parent()).isEqualTo(inference.id());
    assertThat(inference.tags())
        .containsEntry("millrace.problem", problem)
        .containsEntry("millrace.correlation_id", "turn-of-a-trace")
        .containsKeys("millrace.model.version", "messaging.kafka.offset");
    batch("ingestion-service", "process millrace.events");
    batch("inference-service", "process millrace.events");
    batch("monitoring-service", "process millrace.predictions");
    assertThat(collector.spans()).noneMatch(span -> span.text().contains(VALUE));
    List<String> linked =
        collector.spans().stream().filter(OneTrace::isLinked).map(Received::trace).toList();
    assertThat(collector.spans())
        .allMatch(span -> isOfTheEvent(span) || linked.contains(span.trace()));
    assertThat(traced("millrace.events", problem)).containsExactly("one-trace");
    assertThat(traced("millrace.predictions", problem)).containsExactly("one-trace");
  }

  void isSeenOfARequest(String problem) throws IOException, InterruptedException {
    send("inference", "application", problem + "/predict", "{\"x1\":1,\"x2\":1,\"x3\":2}");

    Received inference = span("inference-service", "http post /v1/problems/{problem}/predict");
    await(
        "monitoring has the request's prediction",
        span ->
            is(span, "monitoring-service", "process millrace.predictions")
                && span.parent().equals(inference.id()));
  }

  private void send(String service, String role, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.address(service) + "/v1/problems/" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + stack.token(role))
            .header("Content-Type", "application/json")
            .header("X-Correlation-Id", "turn-of-a-trace")
            .header("traceparent", "00-%s-%s-01".formatted(TRACE, SENDER))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isBetween(200, 299);
    }
  }

  /** Of the event's own trace. */
  private Received span(String service, String name) {
    return await(service + ": " + name, span -> is(span, service, name) && isOfTheEvent(span));
  }

  /** Of a trace of its own that has a link to the event's. */
  private void batch(String service, String name) {
    await(service + ": a batch", span -> is(span, service, name) && isLinked(span));
  }

  private Received await(String what, Predicate<Received> fits) {
    return Awaitility.await(what)
        .atMost(Duration.ofMinutes(1))
        .until(() -> collector.spans().stream().filter(fits).toList(), found -> !found.isEmpty())
        .getFirst();
  }

  private static boolean is(Received span, String service, String name) {
    return span.service().equals(service) && span.name().equals(name);
  }

  private static boolean isOfTheEvent(Received span) {
    return span.trace().equals(TRACE);
  }

  private static boolean isLinked(Received span) {
    return span.parent().isEmpty() && span.links().contains(TRACE);
  }

  /** The ids of the messages that have the header. */
  private List<String> traced(String topic, String problem) {
    return Topic.read(stack.broker(), topic, problem).stream()
        .filter(record -> record.headers().lastHeader("traceparent") != null)
        .map(OneTrace::id)
        .toList();
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    return String.valueOf(CommittedMessages.header(record, "ce_id"));
  }
}
