package io.millrace.starter.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

/** What our spans say, in the words of OpenTelemetry's conventions where it has any. */
final class Tags {

  static final AttributeKey<Long> BATCH_SIZE =
      AttributeKey.longKey("messaging.batch.message_count");
  static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  static final AttributeKey<Long> MODEL_VERSION = AttributeKey.longKey("millrace.model.version");

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PROBLEM = AttributeKey.stringKey("millrace.problem");
  private static final AttributeKey<String> CORRELATION =
      AttributeKey.stringKey("millrace.correlation_id");

  private static final String PROCESS = "process";

  private Tags() {}

  static SpanBuilder process(Tracer tracer, String topic) {
    return tracer
        .spanBuilder(PROCESS + " " + topic)
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute(SYSTEM, "kafka")
        .setAttribute(NAME, PROCESS)
        .setAttribute(TYPE, PROCESS)
        .setAttribute(TOPIC, topic);
  }

  /** Of one message, by the header's name. */
  static SpanBuilder ids(SpanBuilder span, HeaderTexts headers) {
    return span.setAttribute(PROBLEM, headers.text("ce_problem"))
        .setAttribute(CORRELATION, headers.text("ce_correlationid"));
  }
}
