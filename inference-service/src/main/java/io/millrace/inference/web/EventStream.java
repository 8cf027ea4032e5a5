package io.millrace.inference.web;

import io.millrace.event.Prediction;
import io.millrace.inference.follow.Place;
import io.millrace.inference.follow.Told;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.MillraceJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Predictions as server-sent events, each a CloudEvent in its JSON format. */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /**
   * @param retryMillis after which a client that was cut off comes back
   */
  void begin(Place place, long retryMillis) throws IOException {
    write("retry: " + retryMillis + "\n");
    stand(place);
  }

  /** Says that the stream lives, and where it stands. */
  void stand(Place place) throws IOException {
    write(": here\nid: " + place + "\n\n");
    out.flush();
  }

  /**
   * @param places behind each
   */
  void tell(List<Told> told, List<Place> places) throws IOException {
    for (int i = 0; i < told.size(); i++) {
      ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
      if (write(told.get(i), json)) {
        write("id: " + places.get(i) + "\ndata: ");
        json.writeTo(out);
        write("\n\n");
      }
    }
    out.flush();
  }

  /** Something other than a prediction. */
  void tell(String event, String reason, String detail) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = MillraceJson.mapper().createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringProperty("reason", reason);
      generator.writeStringProperty("detail", detail);
      generator.writeEndObject();
    }
    write("event: " + event + "\ndata: ");
    json.writeTo(out);
    write("\n\n");
    out.flush();
  }

  /**
   * @return false where what was published is not JSON
   */
  private static boolean write(Told told, OutputStream json) {
    try (JsonGenerator generator = MillraceJson.mapper().createGenerator(json);
        JsonParser data = MillraceJson.mapper().createParser(told.data())) {
      generator.writeStartObject();
      generator.writeStringProperty("specversion", "1.0");
      generator.writeStringProperty("id", told.id());
      generator.writeStringProperty("type", Prediction.TYPE);
      generator.writeStringProperty("source", told.source());
      generator.writeStringProperty("subject", told.entity());
      generator.writeStringProperty("time", told.time().toString());
      generator.writeStringProperty("problem", told.problem().value());
      generator.writeStringProperty("correlationid", told.correlationId());
      generator.writeStringProperty("datacontenttype", CloudEventHeaders.JSON);
      generator.writeName("data");
      data.nextToken();
      generator.copyCurrentStructureExact(data);
      generator.writeEndObject();
      return true;
    } catch (JacksonException e) {
      LOG.debug("The prediction {} is not JSON", told.id(), e);
      return false;
    }
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
