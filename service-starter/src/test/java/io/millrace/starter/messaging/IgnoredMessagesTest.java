package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoredMessagesTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IgnoredMessages ignored = new IgnoredMessages(meters);

  @ParameterizedTest
  @CsvSource({
    "io.millrace.event.v2,      io.millrace.event.v2",
    "io.millrace.new-thing.v100, io.millrace.new-thing.v100",
    "io.millrace.event.v1000,   other",
    "com.example.event.v1,      other",
    "'',                        other",
  })
  void namesATypeThatIsOfOurForm(String type, String label) {
    ignored.count("millrace.events", type);
    ignored.count("millrace.events", type);

    assertThat(counted(label)).isEqualTo(2);
  }

  @Test
  void goesOnNamingThoseItKnowsWhenThereAreTooMany() {
    for (int i = 0; i < 100; i++) {
      ignored.count("millrace.events", "io.millrace.odd.v" + i);
    }
    ignored.count("millrace.events", "io.millrace.odd.v7");

    assertThat(counted("io.millrace.odd.v7")).isEqualTo(2);
    assertThat(counted("other")).isEqualTo(50);
    assertThat(meters.getMeters()).hasSize(51);
  }

  private double counted(String label) {
    return meters
        .get("millrace.messages.ignored")
        .tags("topic", "millrace.events", "type", label)
        .counter()
        .count();
  }
}
