package io.millrace.starter.messaging;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A message as one JSON text: CloudEvents' structured mode. */
public final class CloudEventJson {

  /** The media type of such a text. */
  public static final String MEDIA_TYPE = "application/cloudevents+json";

  private static final Logger LOG = LoggerFactory.getLogger(CloudEventJson.class);

  private CloudEventJson() {}

  /**
   * @param data as it was published: its numbers stay as they are
   * @return empty where the data is not JSON
   */
  public static Optional<ByteArrayOutputStream> of(EventContext context, byte[] data) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
    try (JsonGenerator generator = MillraceJson.mapper().createGenerator(json);
        JsonParser parser = MillraceJson.mapper().createParser(data)) {
      generator.writeStartObject();
      generator.writeStringProperty("specversion", "1.0");
      generator.writeStringProperty("id", context.id());
      generator.writeStringProperty("type", context.type());
      generator.writeStringProperty("source", context.source());
      generator.writeStringProperty("subject", context.subject());
      generator.writeStringProperty("time", context.time().toString());
      generator.writeStringProperty("problem", context.problem().value());
      generator.writeStringProperty("correlationid", context.correlationId());
      generator.writeStringProperty("datacontenttype", CloudEventHeaders.JSON);
      generator.writeName("data");
      parser.nextToken();
      generator.copyCurrentStructureExact(parser);
      generator.writeEndObject();
    } catch (JacksonException e) {
      LOG.debug("The data of {} is not JSON", context.id(), e);
      return Optional.empty();
    }
    return Optional.of(json);
  }
}
