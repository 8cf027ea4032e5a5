package io.millrace.ingestion.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Rejection;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatheringTest {

  @Test
  void listsTheNewestFirstAndNoMoreThanAreWanted() {
    Gathering gathering = new Gathering(new Wanted.Newest(2));

    gathering.add(request(0, 2, 30));
    gathering.add(request(0, 1, 10));
    gathering.add(request(1, 7, 20));

    assertThat(gathering.found()).extracting(Refused::id).containsExactly("0-2", "1-7");
  }

  @Test
  void makesOneRowOfWhatSeveralServicesCouldNotRead() {
    Gathering gathering = new Gathering(new Wanted.Newest(10));

    gathering.add(message(0, 5, 20, "inference-service"));
    gathering.add(message(0, 4, 10, "ingestion-service"));

    Refused only = gathering.found().getFirst();
    assertThat(gathering.found()).hasSize(1);
    assertThat(only.id()).isEqualTo("millrace.events-3-99");
    assertThat(only.services()).containsExactly("inference-service", "ingestion-service");
    assertThat(only.place().offset()).isEqualTo(5);
  }

  @Test
  void knowsWhatWasReplayedWhicheverComesFirst() {
    Gathering gathering = new Gathering(new Wanted.Newest(10));

    gathering.add(replay(0, 9, 50, "0-1"));
    gathering.add(request(0, 2, 20));
    gathering.add(request(0, 1, 10));

    assertThat(gathering.found())
        .extracting(Refused::state)
        .containsExactly(Refused.State.OPEN, Refused.State.REPLAYED);
  }

  @Test
  void whatWasReplayedTakesNoPlaceAmongWhatIsOpen() {
    Gathering gathering = new Gathering(new Wanted.Open(1));

    gathering.add(replay(0, 9, 50, "0-2"));
    gathering.add(request(0, 2, 20));
    gathering.add(request(0, 1, 10));

    assertThat(gathering.found()).extracting(Refused::id).containsExactly("0-1");
  }

  @Test
  void findsByIdOnly() {
    Gathering gathering = new Gathering(new Wanted.Named(Set.of("0-1")));

    gathering.add(request(0, 2, 20));
    assertThat(gathering.needsOlderThan(20)).isTrue();
    gathering.add(request(0, 1, 10));

    assertThat(gathering.found()).extracting(Refused::id).containsExactly("0-1");
  }

  @Test
  void readsOnUntilNothingOlderCanChangeWhatWasFound() {
    long now = 1_000_000;
    Gathering gathering = new Gathering(new Wanted.Newest(1));
    assertThat(gathering.needsOlderThan(now)).isTrue();

    gathering.add(request(0, 1, now));

    assertThat(gathering.needsOlderThan(now)).as("clocks differ").isTrue();
    assertThat(gathering.needsOlderThan(now - 60_001)).isFalse();
  }

  private static Entry request(int partition, long offset, long time) {
    return new Entry.Refusal(
        new Entry.Place(partition, offset, time),
        new Rejection(0, "a", "text", "a number", "{}", Instant.EPOCH));
  }

  private static Entry message(int partition, long offset, long time, String service) {
    return new Entry.Refusal(
        new Entry.Place(partition, offset, time),
        new Rejection(
            Rejection.EVENT,
            0,
            "",
            "nothing",
            "a message",
            "",
            Rejection.UTF_8,
            Instant.EPOCH,
            new Rejection.Origin("millrace.events", 3, 99, service)));
  }

  private static Entry replay(int partition, long offset, long time, String id) {
    return new Entry.Replay(new Entry.Place(partition, offset, time), id);
  }
}
