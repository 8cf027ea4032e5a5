package io.millrace.ingestion.formats;

import io.millrace.ingestion.accept.Attributes;
import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.Fault;
import io.millrace.ingestion.accept.Found;
import io.millrace.ingestion.accept.Incoming;
import io.millrace.ingestion.accept.RowReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A CloudEvent in HTTP's binary mode: the body is the data, headers are the attributes. */
final class BinaryCloudEventReader implements RowReader {

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
      case Incoming.Row row when fault.isPresent() || row.position() > 0 ->
          new Incoming.Unreadable(
              row.position(),
              row.content(),
              fault.orElse(new Fault("", "an array of several", "one event in binary mode")));
      case Incoming.Row row ->
          new Incoming.Row(
              row.position(), row.content(), row.fields(), row.textual(), attributes(body));
    };
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
