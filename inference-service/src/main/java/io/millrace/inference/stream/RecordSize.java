package io.millrace.inference.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** How much a record is on the wire, before compression. */
final class RecordSize {

  private RecordSize() {}

  static int of(ProducerRecord<String, byte[]> record) {
    int size = length(record.value()) + text(record.key());
    for (Header header : record.headers()) {
      size += text(header.key()) + length(header.value());
    }
    return size;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static int text(String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
