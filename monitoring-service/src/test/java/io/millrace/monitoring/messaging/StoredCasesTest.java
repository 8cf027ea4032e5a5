package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.EventId;
import io.millrace.monitoring.observe.Arrival;
import io.millrace.monitoring.observe.Case;
import io.millrace.monitoring.observe.Progress;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.MillraceJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoredCasesTest {

  private static final int BOUND = 500;

  private final Keys keys = new Keys(new ProblemName("room"), 0);
  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("memory"), Serdes.String(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();

  private final Map<String, String> expected = new HashMap<>();
  private EventPlaces places = new EventPlaces();
  private long first;
  private long next;

  @BeforeEach
  void open() {
    store.init(new MockProcessorContext<String, byte[]>().getStateStoreContext(), store);
  }

  private static Case state(String truth) {
    return new Case(truth, List.of(), List.of());
  }

  private void add(StoredCases cases, String event, String truth) {
    cases.add(next++, new Arrival(new EventId(event), Instant.EPOCH));
    cases.keep(new EventId(event), state(truth));
    expected.put(event, truth);
    while (next - first > BOUND) {
      expected.remove(cases.arrival(first).orElseThrow().event().value());
      cases.forget(first++);
    }
  }

  private void correct(StoredCases cases, long number, String truth) {
    EventId event = cases.arrival(number).orElseThrow().event();
    cases.keep(event, state(truth));
    expected.put(event.value(), truth);
  }

  private StoredCases block() {
    return new StoredCases(store, keys, places, first);
  }

  private void end(StoredCases cases) {
    cases.write(next);
    Progress progress = new Progress(0, Map.of(), first, next, null);
    store.put(keys.progress(), MillraceJson.mapper().writeValueAsBytes(progress));
  }

  private void restart() {
    places = StoredCases.places(store, keys);
  }

  private long entries(String prefix) {
    long count = 0;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        count += all.next().key.startsWith(prefix) ? 1 : 0;
      }
    }
    return count;
  }

  private void isAsExpected() {
    StoredCases cases = block();
    expected.forEach(
        (event, truth) ->
            assertThat(cases.find(new EventId(event)).map(Case::truth)).hasValue(truth));
    assertThat(places.size()).isEqualTo(expected.size());
  }

  @Test
  void knowsTheLatestOfEachEventWhateverTheOrderAndHoweverOftenItStarts() {
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      StoredCases cases = block();
      for (int row = random.nextInt(200); row >= 0; row--) {
        if (random.nextInt(3) == 0 && next > first) {
          correct(cases, first + random.nextInt((int) (next - first)), "t" + round + "-" + row);
        } else {
          add(cases, "e" + next, "a" + row);
        }
      }
      end(cases);
      if (random.nextInt(3) == 0) {
        restart();
      }
      isAsExpected();
    }
    assertThat(block().find(new EventId("e0"))).isEmpty();
    assertThat(entries("events")).isLessThanOrEqualTo(BOUND / Pages.SPAN + 2);
    assertThat(entries("case")).isLessThanOrEqualTo(BOUND);
  }

  @Test
  void aNewEventHasNoEntryOfItsOwnNorHasOneOfManyThatChange() {
    StoredCases cases = block();
    for (int i = 0; i < 300; i++) {
      add(cases, "e" + i, "a");
    }
    end(cases);
    assertThat(entries("case")).isZero();

    StoredCases few = block();
    correct(few, 3, "b");
    correct(few, 100, "b");
    end(few);
    assertThat(entries("case")).isEqualTo(2);

    StoredCases many = block();
    for (int i = 0; i < 64; i++) {
      correct(many, i, "c");
    }
    end(many);
    assertThat(entries("case")).isEqualTo(1);
    isAsExpected();
    restart();
    isAsExpected();
  }

  @Test
  void anEventThatCameToNothingLeavesNoTrace() {
    StoredCases cases = block();
    add(cases, "e0", "a");
    cases.add(next, new Arrival(new EventId("failed"), Instant.EPOCH));
    cases.add(next, new Arrival(new EventId("failed too"), Instant.EPOCH));
    end(cases);

    isAsExpected();
    Optional<Case> failed = block().find(new EventId("failed too"));
    assertThat(failed).isEmpty();
  }
}
