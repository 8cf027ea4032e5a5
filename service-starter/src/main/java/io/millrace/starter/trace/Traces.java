package io.millrace.starter.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Spans of the work on messages whose traces are recorded; others are left alone. A span has ids,
 * and where its message lies, never what is in it.
 */
public final class Traces {

  /** Of a batch no more messages than these are named, or have a span of their own. */
  static final int MOST = 128;

  private static final Traces OFF = new Traces(null);

  private final @Nullable Tracer tracer;

  private Traces(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  /** Looks at nothing. */
  public static Traces off() {
    return OFF;
  }

  static Traces of(OpenTelemetry telemetry) {
    return new Traces(telemetry.getTracer("io.millrace"));
  }

  /** Work on one message, in its trace. */
  public TracedWork message(String topic, HeaderTexts headers) {
    if (tracer == null) {
      return TracedWork.NONE;
    }
    SpanContext parent = TraceHeaders.read(headers);
    return parent.isSampled()
        ? TracedWork.on(
            Tags.ids(Tags.process(tracer, topic), headers)
                .setParent(Context.root().with(Span.wrap(parent)))
                .startSpan())
        : TracedWork.NONE;
  }

  /** Work on messages that were polled together, in a trace that has links to theirs. */
  public TracedBatch batch(List<? extends ConsumerRecord<?, ?>> messages) {
    if (tracer == null) {
      return TracedBatch.NONE;
    }
    List<SpanContext> traced = new ArrayList<>();
    for (ConsumerRecord<?, ?> message : messages) {
      SpanContext one = TraceHeaders.read(HeaderTexts.of(message.headers()));
      if (one.isSampled()) {
        traced.add(one);
      }
    }
    return traced.isEmpty()
        ? TracedBatch.NONE
        : TracedBatch.on(
            tracer, linked(tracer, messages.getFirst().topic(), messages.size(), traced));
  }

  /** Work on messages that came as one, in a trace that has links to those it was gathered from. */
  public TracedWork gathered(String topic, int size, Headers headers) {
    if (tracer == null) {
      return TracedWork.NONE;
    }
    List<SpanContext> traced = TraceHeaders.readAll(headers);
    return traced.isEmpty() ? TracedWork.NONE : TracedWork.on(linked(tracer, topic, size, traced));
  }

  private static Span linked(Tracer tracer, String topic, int size, List<SpanContext> traced) {
    SpanBuilder span =
        Tags.process(tracer, topic).setNoParent().setAttribute(Tags.BATCH_SIZE, (long) size);
    traced.stream().limit(MOST).forEach(span::addLink);
    return span.startSpan();
  }
}
