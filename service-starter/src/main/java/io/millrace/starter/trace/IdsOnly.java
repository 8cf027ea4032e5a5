package io.millrace.starter.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports spans without the messages of exceptions, which may quote what was sent, and counts them.
 * A collector that does not answer is logged once.
 */
final class IdsOnly implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(IdsOnly.class);
  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("status");
  private static final String SPANS = "millrace.trace.spans";

  private final SpanExporter exporter;
  private final MeterRegistry meters;
  private final AtomicBoolean failing = new AtomicBoolean();

  IdsOnly(SpanExporter exporter, MeterRegistry meters) {
    this.exporter = exporter;
    this.meters = meters;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    List<SpanData> plain = spans.stream().<SpanData>map(Plain::new).toList();
    CompletableResultCode result = exporter.export(plain);
    return result.whenComplete(() -> count(result.isSuccess(), plain.size()));
  }

  private void count(boolean sent, int spans) {
    meters.counter(SPANS, "outcome", sent ? "sent" : "lost").increment(spans);
    if (failing.getAndSet(!sent) == sent) {
      if (sent) {
        LOG.info("The collector takes spans again");
      } else {
        LOG.warn("The collector takes no spans; they are dropped until it does");
      }
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private static final class Plain extends DelegatingSpanData {

    Plain(SpanData span) {
      super(span);
    }

    /** A request is answered 5xx without an exception that reaches the span. */
    @Override
    public StatusData getStatus() {
      String answered = getAttributes().get(STATUS);
      boolean failed = answered != null && answered.startsWith("5") && getKind() == SpanKind.SERVER;
      return failed ? StatusData.error() : StatusData.create(super.getStatus().getStatusCode(), "");
    }

    @Override
    public List<EventData> getEvents() {
      return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
      return 0;
    }
  }
}
