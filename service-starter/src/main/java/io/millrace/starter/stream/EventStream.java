package io.millrace.starter.stream;

import io.millrace.starter.messaging.CloudEventJson;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;

/**
 * Messages as server-sent events, each a CloudEvent in its JSON format. The id of each is the place
 * behind it, from which a client goes on that was cut off.
 */
public final class EventStream {

  private static final long RETRY_MILLIS = 2000;

  private final HttpServletResponse response;
  private final OutputStream out;

  private EventStream(HttpServletResponse response) throws IOException {
    this.response = response;
    this.out = response.getOutputStream();
  }

  /**
   * @param place where the stream begins
   */
  public static EventStream begin(HttpServletResponse response, String place) throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    EventStream events = new EventStream(response);
    events.write("retry: " + RETRY_MILLIS + "\n");
    events.stand(place);
    events.flush();
    return events;
  }

  /** Says that the stream lives, and where it stands. */
  public void stand(String place) throws IOException {
    write(": here\nid: " + place + "\n\n");
  }

  /**
   * Leaves out what is not JSON.
   *
   * @param place behind it
   */
  public void tell(String place, EventContext context, byte[] data) throws IOException {
    Optional<ByteArrayOutputStream> json = CloudEventJson.of(context, data);
    if (json.isPresent()) {
      write("id: " + place + "\ndata: ");
      json.get().writeTo(out);
      write("\n\n");
    }
  }

  /** Something other than a message. */
  public void tell(String event, String reason, String detail) throws IOException {
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
  }

  /** Sends what was told. */
  public void flush() throws IOException {
    out.flush();
    response.flushBuffer();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
