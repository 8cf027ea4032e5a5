package io.millrace.monitoring.messaging;

import io.millrace.message.Alert;
import io.millrace.message.ControlMessage;
import io.millrace.monitoring.alert.News;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.trace.TraceHeaders;
import java.time.Clock;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** News as records. */
final class Envelopes {

  private static final Logger LOG = LoggerFactory.getLogger(Envelopes.class);
  private static final String SOURCE = "/millrace/monitoring-service";

  private final ControlCodec codec;
  private final Clock clock;

  Envelopes(ControlCodec codec, Clock clock) {
    this.codec = codec;
    this.clock = clock;
  }

  Record<String, byte[]> wrap(News news) {
    ControlMessage message = news.message();
    if (message instanceof Alert alert) {
      LOG.info("{}: {}", alert.problem(), alert.text());
    }
    Headers headers = new RecordHeaders();
    CloudEventHeaders.write(
        new EventContext(
            news.id(),
            ControlMessage.typeOf(message.getClass()),
            SOURCE,
            message.key(),
            clock.instant(),
            message.problem(),
            news.correlationId()),
        headers);
    TraceHeaders.write(headers);
    return new Record<>(message.key(), codec.write(message), clock.millis(), headers);
  }
}
