package io.millrace.starter.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** A span of what this thread does until it is closed; or nothing. */
public final class TracedWork implements AutoCloseable {

  static final TracedWork NONE = new TracedWork(Span.getInvalid(), Scope.noop());

  private final Span span;
  private final Scope scope;

  private TracedWork(Span span, Scope scope) {
    this.span = span;
    this.scope = scope;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with this
  static TracedWork on(Span span) {
    return new TracedWork(span, span.makeCurrent());
  }

  @Override
  public void close() {
    scope.close();
    span.end();
  }
}
