package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.Found;
import io.millrace.ingestion.accept.Incoming;
import io.millrace.ingestion.accept.RowReader;
import io.millrace.ingestion.accept.Slice;
import io.millrace.starter.messaging.MillraceJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.RawValue;

/** A CloudEvent in HTTP's binary mode: the body is the data, headers are the attributes. */
final class BinaryCloudEventReader implements RowReader {

  private static final String PREFIX = "ce-";
  private static final List<String> ATTRIBUTES =
      List.of("ce-specversion", "ce-id", "ce-source", "ce-type", "ce-time", "ce-subject");
  private static final List<String> REQUIRED =
      List.of("ce-specversion", "ce-id", "ce-source", "ce-type");

  private final JsonReader data;

  BinaryCloudEventReader(JsonReader data) {
    this.data = data;
  }

  @Override
  public boolean reads(Body body) {
    return body.headers().apply("ce-specversion") != null && data.reads(body);
  }

  @Override
  public void read(Body body, Consumer<Incoming> sink) {
    Optional<Fault> fault = fault(body);
    data.read(body, incoming -> sink.accept(enveloped(incoming, body, fault)));
  }

  private static Incoming enveloped(Incoming incoming, Body body, Optional<Fault> fault) {
    return switch (incoming) {
      case Incoming.Unreadable bad -> bad;
      case Incoming.Row row when row.position() > 0 ->
          new Incoming.Unreadable(
              row.position(),
              row.content(),
              fault.orElse(new Fault("", "an array of several", "one event in binary mode")));
      case Incoming.Row row when fault.isPresent() ->
          new Incoming.Unreadable(row.position(), whole(row, body), fault.get());
      case Incoming.Row row ->
          new Incoming.Row(
              row.position(), whole(row, body), row.fields(), row.textual(), attributes(body));
    };
  }

  /** The event in one piece, as structured mode has it: its data alone would lose its name. */
  private static Slice whole(Incoming.Row row, Body body) {
    Map<String, Object> event = new LinkedHashMap<>();
    for (String name : ATTRIBUTES) {
      @Nullable String value = header(body, name);
      if (value != null) {
        event.put(name.substring(PREFIX.length()), value);
      }
    }
    Slice data = row.content();
    int length = data.length();
    event.put(
        "data", new RawValue(new String(data.body(), data.from(), length, StandardCharsets.UTF_8)));
    byte[] json = MillraceJson.mapper().writeValueAsBytes(event);
    return new Slice(json, 0, json.length);
  }

  private static Optional<Fault> fault(Body body) {
    for (String name : REQUIRED) {
      @Nullable String value = body.headers().apply(name);
      if (value == null || value.isBlank()) {
        return Optional.of(new Fault(name, "nothing", "a CloudEvents attribute: text"));
      }
    }
    @Nullable String version = body.headers().apply("ce-specversion");
    return "1.0".equals(version)
        ? Optional.empty()
        : Optional.of(new Fault("ce-specversion", Found.of(version), "1.0"));
  }

  private static Attributes attributes(Body body) {
    return new Attributes(
        header(body, "ce-id"), header(body, "ce-time"), header(body, "ce-subject"));
  }

  /** Attributes come with everything but printable ASCII as percent signs and hexadecimal. */
  private static @Nullable String header(Body body, String name) {
    @Nullable String value = body.headers().apply(name);
    if (value == null || value.indexOf('%') < 0) {
      return value;
    }
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      return value;
    }
  }
}
