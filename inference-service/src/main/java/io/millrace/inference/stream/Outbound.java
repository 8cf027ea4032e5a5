package io.millrace.inference.stream;

import io.millrace.starter.trace.TracedBatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** What a batch leads to, and its trace. */
record Outbound(Dispatch dispatch, TracedBatch traced) {

  void follow(ConsumerRecord<?, ?> event, int version, Headers outcome) {
    traced.follow(event, version, outcome);
  }

  void send(ProducerRecord<String, byte[]> record) {
    dispatch.send(record);
  }

  void sendLast(ProducerRecord<String, byte[]> record) {
    dispatch.sendLast(record);
  }

  void afterwards(Runnable work) {
    dispatch.afterwards(work);
  }

  void complete() {
    dispatch.complete();
  }
}
