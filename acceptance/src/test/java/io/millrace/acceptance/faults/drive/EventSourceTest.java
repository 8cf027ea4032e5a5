package io.millrace.acceptance.faults.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventSourceTest {

  @Test
  void theSameSeedGivesTheSameEvents() {
    assertThat(new EventSource(7).line(123)).isEqualTo(new EventSource(7).line(123));
    assertThat(new EventSource(8).line(123)).isNotEqualTo(new EventSource(7).line(123));
  }

  @Test
  void everySecondLabelComesLater() {
    EventSource events = new EventSource(7);

    assertThat(events.line(2)).contains("\"event_id\":\"e-00000002\"", "\"alarm\":");
    assertThat(events.line(3)).doesNotContain("alarm");
    assertThat(events.truth(3)).contains("e-00000003", "\"value\":\"o");
  }
}
