package io.millrace.acceptance.fuzz;

import io.millrace.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records of a topic: good ones, and what an input makes of them. */
final class Records {

  private Records() {}

  /** The golden message of a type, as an input. */
  static byte[] golden(String type) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", "4f1c09aa-17");
    headers.put("ce_type", type);
    headers.put("ce_source", "/millrace/fuzz");
    headers.put("ce_subject", "room-3");
    headers.put("ce_time", "2026-02-02T14:19:00Z");
    headers.put("ce_problem", "room-occupancy");
    return Attributed.bytes(headers, data(type));
  }

  private static byte[] data(String type) {
    try (InputStream file = Event.class.getResourceAsStream("/golden/" + type + ".json")) {
      if (file == null) {
        throw new IllegalStateException("no golden message of type " + type);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ConsumerRecord<String, byte[]> of(String topic, Attributed message) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(topic, 0, 0, "key", message.data());
    message
        .attributes()
        .forEach(
            (name, value) ->
                record.headers().add(name, value.getBytes(StandardCharsets.ISO_8859_1)));
    return record;
  }

  static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return received(sent.topic(), sent.headers(), sent.value());
  }

  static ConsumerRecord<String, byte[]> received(
      String topic, Headers headers, byte @Nullable [] data) {
    ConsumerRecord<String, byte[]> received = new ConsumerRecord<>(topic, 0, 0, "key", data);
    headers.forEach(header -> received.headers().add(header));
    return received;
  }
}
