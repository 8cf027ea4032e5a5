package io.millrace.monitoring.messaging;

import io.millrace.starter.messaging.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Where a message lies that came through the internal topic. It travels as a header. */
record Place(String topic, int partition, long offset) {

  static final String HEADER = "millrace_place";

  static Place of(RecordMetadata metadata) {
    return new Place(metadata.topic(), metadata.partition(), metadata.offset());
  }

  static Place read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null) {
      throw new MalformedMessageException(HEADER + ": found nothing");
    }
    String[] parts = new String(header.value(), StandardCharsets.UTF_8).split("/", 3);
    return new Place(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  void write(Headers headers) {
    byte[] value = (topic + "/" + partition + "/" + offset).getBytes(StandardCharsets.UTF_8);
    headers.remove(HEADER).add(HEADER, value);
  }

  /** The message as its topic has it. */
  ConsumerRecord<String, byte[]> record(
      @Nullable String key, Headers headers, byte @Nullable [] data) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        0,
        TimestampType.NO_TIMESTAMP_TYPE,
        0,
        data == null ? -1 : data.length,
        key,
        data,
        headers,
        Optional.empty());
  }
}
