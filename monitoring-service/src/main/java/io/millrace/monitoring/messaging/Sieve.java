package io.millrace.monitoring.messaging;

import io.millrace.event.Rejection;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Lets through either what was set aside, or what was not. */
final class Sieve extends ContextualProcessor<String, byte[], String, byte[]> {

  private final boolean rejections;

  private Sieve(boolean rejections) {
    this.rejections = rejections;
  }

  static Sieve rejections() {
    return new Sieve(true);
  }

  static Sieve others() {
    return new Sieve(false);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (Rejection.TYPE.equals(Sorting.type(record.headers())) == rejections) {
      context().forward(record);
    }
  }
}
