package io.millrace.inference.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.inference.follow.Place;
import io.millrace.inference.follow.Told;
import io.millrace.problem.ProblemName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final EventStream events = new EventStream(out);

  @Test
  void tellsAPredictionAsACloudEventOnOneLine() throws IOException {
    events.tell(
        List.of(told("{\"label\": \"1\",\n \"probabilities\": {\"1\": 0.75}}")),
        List.of(Place.of(3, 9)));

    assertThat(text())
        .isEqualTo(
            """
            id: 3-9
            data: {"specversion":"1.0","id":"e-1","type":"io.millrace.prediction.v1",\
            "source":"/millrace/inference-service","subject":"room\\n3","time":"1970-01-01T00:00:00Z",\
            "problem":"rooms","correlationid":"c-1","datacontenttype":"application/json",\
            "data":{"label":"1","probabilities":{"1":0.75}}}

            """);
  }

  @Test
  void leavesOutWhatIsNotJson() throws IOException {
    events.tell(
        List.of(told("nonsense"), told(""), told("{\"a\":1}")),
        List.of(Place.of(1), Place.of(2), Place.of(3)));

    assertThat(text()).startsWith("id: 3\n").containsOnlyOnce("data: ");
  }

  @Test
  void saysWhereItStandsAndWhyItEnds() throws IOException {
    events.begin(Place.of(1), 2000);
    events.stand(Place.of(4));
    events.tell("end", "too-slow", "More came.");

    assertThat(text())
        .isEqualTo(
            """
            retry: 2000
            : here
            id: 1

            : here
            id: 4

            event: end
            data: {"reason":"too-slow","detail":"More came."}

            """);
  }

  private static Told told(String json) {
    return new Told(
        0,
        0,
        new ProblemName("rooms"),
        "room\n3",
        "e-1",
        "/millrace/inference-service",
        Instant.EPOCH,
        "c-1",
        json.getBytes(StandardCharsets.UTF_8));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
