package io.millrace.starter.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * W3C's {@code traceparent} and {@code tracestate} in the headers of records. Only traces that are
 * recorded go along: other records have no such header.
 */
public final class TraceHeaders {

  static final String PARENT = "traceparent";

  private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

  private TraceHeaders() {}

  /** Puts the trace of what this thread is doing on a record. */
  public static void write(Headers headers) {
    write(Span.current(), headers);
  }

  /** The same work, to be done by another thread in the trace of this one. */
  public static Runnable here(Runnable work) {
    return isTraced() ? Context.current().wrap(work) : work;
  }

  static void write(Span span, Headers headers) {
    if (span.getSpanContext().isSampled()) {
      W3C.inject(Context.root().with(span), headers, TraceHeaders::replace);
    }
  }

  /** Whether what this thread is doing is recorded. */
  public static boolean isTraced() {
    return Span.current().getSpanContext().isSampled();
  }

  /**
   * Adds the trace of what this thread is doing to others that go on with it as one, to be {@link
   * Traces#gathered read} together.
   */
  public static void gather(Headers headers) {
    if (isTraced()) {
      W3C.inject(Context.current(), headers, TraceHeaders::append);
    }
  }

  private static void replace(@Nullable Headers headers, String name, String value) {
    if (headers != null) {
      headers.remove(name).add(name, bytes(value));
    }
  }

  private static void append(@Nullable Headers headers, String name, String value) {
    if (headers != null && name.equals(PARENT)) {
      headers.add(name, bytes(value));
    }
  }

  /** Not sampled where there is none, or what is none. */
  static SpanContext read(HeaderTexts headers) {
    return Span.fromContext(W3C.extract(Context.root(), headers, Texts.ALL)).getSpanContext();
  }

  /** Those that were {@link #gather gathered}, as far as they are sampled. */
  static List<SpanContext> readAll(Headers headers) {
    List<SpanContext> all = new ArrayList<>();
    for (Header header : headers.headers(PARENT)) {
      SpanContext one = read(HeaderTexts.of(new RecordHeaders().add(header)));
      if (one.isSampled()) {
        all.add(one);
      }
    }
    return all;
  }

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private enum Texts implements TextMapGetter<HeaderTexts> {
    ALL;

    @Override
    public Iterable<String> keys(HeaderTexts headers) {
      return W3C.fields();
    }

    @Override
    public @Nullable String get(@Nullable HeaderTexts headers, String name) {
      return headers == null ? null : headers.text(name);
    }
  }
}
