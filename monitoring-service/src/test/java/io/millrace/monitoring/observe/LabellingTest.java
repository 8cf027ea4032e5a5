package io.millrace.monitoring.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LabellingTest {

  private static final Instant START = Instant.parse("2026-02-02T00:00:00Z");

  @Test
  void isBoundedHoweverLongItLasts() {
    Labelling labelling = Labelling.NONE;
    for (int hour = 0; hour < 24 * 365; hour++) {
      Instant event = START.plus(Duration.ofHours(hour));
      labelling = labelling.predicted(event).labelled(event, event.plus(Duration.ofHours(hour)));
    }

    assertThat(labelling.spans()).hasSizeBetween(40, 100);
    assertThat(labelling.spans().stream().mapToLong(Labelling.Span::predictions).sum())
        .isBetween(24 * 29L, 24 * 32L);
    assertThat(labelling.ages()).hasSizeLessThan(260);
  }

  @Test
  void followsLabelsThatComeLaterThanTheyDid() {
    Labelling labelling = Labelling.NONE;
    for (int i = 0; i < 60_000; i++) {
      Instant event = START.plusSeconds(i);
      Duration age = i < 20_000 ? Duration.ofMinutes(1) : Duration.ofHours(2);
      labelling = labelling.predicted(event).labelled(event, event.plus(age));
    }

    assertThat(labelling.at(START).medianAgeSeconds()).isCloseTo(7_200, within(360.0));
  }

  @Test
  void aLabelThatIsThereBeforeItsEventHasNoAge() {
    Labelling labelling =
        Labelling.NONE.predicted(START).labelled(START, START.minus(Duration.ofDays(3)));

    assertThat(labelling.at(START.plusSeconds(60)))
        .isEqualTo(new Labelling.Summary(1.0, 1, 0.0, 0.0));
  }

  @Test
  void takesEventsInWhateverOrderTheyCome() {
    Labelling labelling = Labelling.NONE;
    for (int i : new int[] {5, 1, 9, 3, 7, 1}) {
      labelling = labelling.predicted(START.plus(Duration.ofMinutes(i)));
    }

    assertThat(labelling.spans())
        .extracting(Labelling.Span::predictions)
        .containsExactly(2L, 1L, 1L, 1L, 1L);
    assertThat(labelling.spans())
        .isSortedAccordingTo(java.util.Comparator.comparing(Labelling.Span::start));
  }
}
