package io.millrace.starter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class IdsOnlyTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whatAnExceptionQuotesStaysHere() {
    InMemorySpanExporter exported = InMemorySpanExporter.create();

    failing(new IdsOnly(exported, meters));

    SpanData span = exported.getFinishedSpanItems().getFirst();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEmpty();
    assertThat(span.getEvents()).isEmpty();
    assertThat(sent("sent")).isEqualTo(1);
  }

  @Test
  void whatNobodyTakesIsCounted() {
    failing(new IdsOnly(new Away(), meters));
    failing(new IdsOnly(new Away(), meters));

    assertThat(sent("lost")).isEqualTo(2);
  }

  private double sent(String outcome) {
    return meters.get("millrace.trace.spans").tag("outcome", outcome).counter().count();
  }

  private static void failing(SpanExporter exporter) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
    Span span = provider.get("test").spanBuilder("failing").startSpan();
    span.recordException(new IllegalStateException("found 21.5"));
    span.setStatus(StatusCode.ERROR, "found 21.5");
    span.end();
  }

  private static final class Away implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofFailure();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
