package io.millrace.starter.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.EventContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class EventStreamTest {

  private static final String BEGINNING =
      """
      retry: 2000
      : here
      id: 1

      """;

  private static final EventContext CONTEXT =
      new EventContext(
          "e-1",
          "io.millrace.prediction.v1",
          "/millrace/inference-service",
          "room\n3",
          Instant.EPOCH,
          new ProblemName("rooms"),
          "c-1");

  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private EventStream events;

  @BeforeEach
  void begin() throws IOException {
    events = EventStream.begin(response, "1");
  }

  @Test
  void tellsAMessageAsACloudEventOnOneLine() throws IOException {
    tell("3-9", "{\"label\": \"1\",\n \"probabilities\": {\"1\": 0.75}}");

    assertThat(response.getContentType()).isEqualTo("text/event-stream;charset=UTF-8");
    assertThat(text())
        .isEqualTo(
            BEGINNING
                + """
                id: 3-9
                data: {"specversion":"1.0","id":"e-1","type":"io.millrace.prediction.v1",\
                "source":"/millrace/inference-service","subject":"room\\n3","time":"1970-01-01T00:00:00Z",\
                "problem":"rooms","correlationid":"c-1","datacontenttype":"application/json",\
                "data":{"label":"1","probabilities":{"1":0.75}}}

                """);
  }

  @Test
  void leavesOutWhatIsNotJson() throws IOException {
    tell("2", "nonsense");
    tell("3", "");
    tell("4", "{\"a\":1}");

    assertThat(text()).startsWith(BEGINNING + "id: 4\n").containsOnlyOnce("data: ");
  }

  @Test
  void saysWhereItStandsAndWhyItEnds() throws IOException {
    events.stand("4");
    events.tell("end", "too-slow", "More came.");

    assertThat(text())
        .isEqualTo(
            BEGINNING
                + """
                : here
                id: 4

                event: end
                data: {"reason":"too-slow","detail":"More came."}

                """);
  }

  private void tell(String place, String json) throws IOException {
    events.tell(place, CONTEXT, json.getBytes(StandardCharsets.UTF_8));
  }

  private String text() throws IOException {
    events.flush();
    return response.getContentAsString(StandardCharsets.UTF_8);
  }
}
