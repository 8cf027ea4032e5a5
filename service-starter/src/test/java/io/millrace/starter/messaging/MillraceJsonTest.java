package io.millrace.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class MillraceJsonTest {

  /** An accepted event with such a label once made its problem's data unreadable for good. */
  @Test
  void aLabelThatIsAcceptedAsTextCanBeReadBackAsAName() {
    Map<String, Long> counts = Map.of("\uD83C\uDF0A".repeat(10_000), 1L);

    byte[] json = MillraceJson.mapper().writeValueAsBytes(counts);

    assertThat(MillraceJson.mapper().readValue(json, new TypeReference<Map<String, Long>>() {}))
        .isEqualTo(counts);
  }
}
