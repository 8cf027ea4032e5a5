package io.millrace.starter.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.message.DataArrived;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.test.KafkaBroker;
import io.millrace.starter.test.OtlpReceiver;
import io.millrace.starter.test.OtlpReceiver.Received;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** A service with traces and JSON logs, beside one without. */
class TracingIT extends StarterContext {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private static OtlpReceiver collector;
  private static ConfigurableApplicationContext service;

  @Autowired ApplicationContext off;

  /** Once, after the broker. */
  @BeforeEach
  void start() throws IOException {
    if (service == null) {
      collector = OtlpReceiver.start();
      service =
          new SpringApplicationBuilder(StarterApplication.class)
              .properties("spring.config.name=starter-test")
              .run(
                  "--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers(),
                  "--spring.application.name=traced-service",
                  "--spring.application.version=4.5.6",
                  "--spring.cloud.stream.bindings.received-in-0.group=traced",
                  "--management.tracing.export.enabled=true",
                  "--management.tracing.sampling.probability=0",
                  "--management.opentelemetry.tracing.export.schedule-delay=100ms",
                  "--management.opentelemetry.tracing.export.otlp.endpoint="
                      + collector.endpoint());
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    collector.close();
  }

  @Test
  void aRequestContinuesItsCallersTraceAndSaysNothingOfItsErrors() throws Exception {
    call("/v1/problems/p/broken", "01");

    Received span = span(TRACE, "http get /v1/problems/{problem}/broken");
    assertThat(span.service()).isEqualTo("traced-service");
    assertThat(span.parent()).isEqualTo(CALLER);
    assertThat(span.text()).contains("STATUS_CODE_ERROR").doesNotContain("secret of the inside");
  }

  @Test
  void aLineOfTheLogIsJsonWithTheIdsOfTheRequestAndTheService() throws Exception {
    JsonLog log = JsonLog.of(service.getEnvironment());

    call("/v1/problems/p/broken", "01");

    JsonNode line =
        log.end().stream()
            .filter(each -> each.path("correlationId").asString("").equals("turn-7"))
            .findFirst()
            .orElseThrow();
    assertThat(line.at("/service/name").asString()).isEqualTo("traced-service");
    assertThat(line.at("/service/version").asString()).isEqualTo("4.5.6");
    assertThat(line.path("trace.id").asString()).isEqualTo(TRACE);
    assertThat(line.path("span.id").asString()).hasSize(16);
    assertThat(line.at("/log/level").asString()).isEqualTo("ERROR");
    assertThat(line.at("/error/stack_trace").asString()).contains("IllegalStateException");
  }

  @Test
  void aMessageCarriesTheTraceAndItsHandlerContinuesIt() {
    String trace = "1af7651916cd43dd8448eb211c80319c";

    publish("carried", trace, TraceFlags.getSampled());

    String parent = parent(record(Topics.DATA_ARRIVED, it -> "carried".equals(it.key())));
    assertThat(parent).startsWith("00-" + trace + "-").endsWith("-01");
    Received handled = span(trace, "process " + Topics.DATA_ARRIVED);
    assertThat(handled.parent()).isEqualTo(parent.split("-")[2]);
    assertThat(handled.tags())
        .containsEntry("messaging.destination.name", Topics.DATA_ARRIVED)
        .containsEntry("millrace.problem", "carried")
        .containsEntry("millrace.correlation_id", "turn-8");
  }

  @Test
  void whatIsNotRecordedIsNotSent() throws Exception {
    String ignored = "2af7651916cd43dd8448eb211c80319c";
    String marker = "3af7651916cd43dd8448eb211c80319c";

    publish("unrecorded", ignored, TraceFlags.getDefault());
    http().get("/actuator/health/liveness", null);
    http().get("/v1/problems/p", "reader-token-1");
    publish("recorded", marker, TraceFlags.getSampled());

    span(marker, "process " + Topics.DATA_ARRIVED);
    assertThat(collector.trace(ignored)).isEmpty();
    assertThat(collector.spans()).noneMatch(span -> span.text().contains("/actuator"));
    assertThat(collector.spans()).noneMatch(span -> span.name().endsWith("/{problem}"));
  }

  @Test
  void offThereIsNoneOfIt() throws Exception {
    assertThat(off.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
    assertThat(off.getBeanNamesForType(io.micrometer.tracing.Tracer.class)).isEmpty();

    off.getBean(ControlPublisher.class).publish(dataArrived("untraced"), "turn-9");

    assertThat(record(Topics.DATA_ARRIVED, it -> "untraced".equals(it.key())).headers())
        .extracting(Header::key)
        .doesNotContain("traceparent");
  }

  private static void call(String path, String flags) throws Exception {
    http()
        .send(
            "GET",
            path,
            "reader-token-1",
            null,
            Map.of(
                "traceparent",
                "00-%s-%s-%s".formatted(TRACE, CALLER, flags),
                "X-Correlation-Id",
                "turn-7"));
  }

  private static Http http() {
    return new Http(service.getEnvironment().getProperty("local.server.port", int.class));
  }

  private static void publish(String problem, String trace, TraceFlags flags) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(trace, CALLER, flags, TraceState.getDefault());
    try (Scope _ = Span.wrap(parent).makeCurrent()) {
      service.getBean(ControlPublisher.class).publish(dataArrived(problem), "turn-8");
    }
  }

  private static Received span(String trace, String name) {
    return await("%s in %s".formatted(name, trace))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> collector.trace(trace).stream().filter(span -> span.name().equals(name)).toList(),
            found -> !found.isEmpty())
        .getFirst();
  }

  private static String parent(ConsumerRecord<?, ?> record) {
    return new String(record.headers().lastHeader("traceparent").value(), UTF_8);
  }

  private static DataArrived dataArrived(String problem) {
    return new DataArrived(new ProblemName(problem), 1, List.of(), 10, 5);
  }
}
