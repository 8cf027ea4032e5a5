package io.millrace.monitoring.messaging;

import io.millrace.monitoring.alert.News;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** What leaves the stream, in the transaction that changes its state. */
record Outlet(ProcessorContext<String, byte[]> context, Envelopes envelopes, Refusals refusals) {

  void send(List<News> news) {
    news.forEach(each -> context.forward(envelopes.wrap(each)));
  }

  void setAside(Incoming message, String reason) {
    setAside(message.record(), reason);
  }

  void setAside(ConsumerRecord<String, byte[]> message, String reason) {
    context.forward(refusals.setAside(message, reason));
  }
}
