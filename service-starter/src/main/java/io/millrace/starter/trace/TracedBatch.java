package io.millrace.starter.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A span of what this thread does with messages that were polled together; or nothing. */
public final class TracedBatch implements AutoCloseable {

  static final TracedBatch NONE = new TracedBatch(null, Span.getInvalid(), Scope.noop());

  private final @Nullable Tracer tracer;
  private final Span batch;
  private final Scope scope;
  private final long beganMillis = System.currentTimeMillis();
  private final List<Span> messages = new ArrayList<>();

  private TracedBatch(@Nullable Tracer tracer, Span batch, Scope scope) {
    this.tracer = tracer;
    this.batch = batch;
    this.scope = scope;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with this
  static TracedBatch on(Tracer tracer, Span batch) {
    return new TracedBatch(tracer, batch, batch.makeCurrent());
  }

  /**
   * What comes of a message continues its trace, if that is recorded: with a span of its own in the
   * message's trace, or, of a batch's later ones, without.
   *
   * @param version of the model that was asked; 0 where none was
   */
  public void follow(ConsumerRecord<?, ?> message, int version, Headers outcome) {
    if (tracer == null) {
      return;
    }
    HeaderTexts headers = HeaderTexts.of(message.headers());
    SpanContext parent = TraceHeaders.read(headers);
    if (!parent.isSampled()) {
      return;
    }
    Span span = Span.wrap(parent);
    if (messages.size() < Traces.MOST) {
      span = span(tracer, message, version, headers, span);
      messages.add(span);
    }
    TraceHeaders.write(span, outcome);
  }

  private Span span(
      Tracer tracer, ConsumerRecord<?, ?> message, int version, HeaderTexts headers, Span parent) {
    SpanBuilder span =
        Tags.ids(Tags.process(tracer, message.topic()), headers)
            .setParent(Context.root().with(parent))
            .addLink(batch.getSpanContext())
            .setAttribute(Tags.PARTITION, Integer.toString(message.partition()))
            .setAttribute(Tags.OFFSET, message.offset())
            .setStartTimestamp(beganMillis, TimeUnit.MILLISECONDS);
    if (version > 0) {
      span.setAttribute(Tags.MODEL_VERSION, (long) version);
    }
    return span.startSpan();
  }

  @Override
  public void close() {
    messages.forEach(Span::end);
    scope.close();
    batch.end();
  }
}
