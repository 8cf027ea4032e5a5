package io.millrace.monitoring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.GroundTruth;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.EventContext;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenBlocksTest {

  private static final ProblemName ROOM = new ProblemName("room");
  private static final ProblemName HALL = new ProblemName("hall");

  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("rows"), Serdes.String(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    store.init(new MockProcessorContext<String, byte[]>().getStateStoreContext(), store);
  }

  private static Row row(ProblemName problem, String event, String truth) {
    EventContext context =
        new EventContext("id", GroundTruth.TYPE, "/s", event, Instant.EPOCH, problem, "c");
    return new Row.Labelled(context, new Place("t", 0, 1), new GroundTruth(truth));
  }

  @Test
  void halfABlockIsGoneOnWithAfterARestart() {
    OpenBlocks before = new OpenBlocks(store);
    assertThat(before.add(row(ROOM, "e1", "yes"))).isEqualTo(1);
    assertThat(before.add(row(HALL, "e2", "yes"))).isEqualTo(1);
    assertThat(before.add(row(ROOM, "e3", "no"))).isEqualTo(2);

    OpenBlocks after = new OpenBlocks(store);
    assertThat(after.problems()).containsExactly(HALL, ROOM);
    assertThat(after.add(row(ROOM, "e4", "yes"))).isEqualTo(3);

    assertThat(Block.read(after.take(ROOM), ROOM))
        .isEqualTo(List.of(row(ROOM, "e1", "yes"), row(ROOM, "e3", "no"), row(ROOM, "e4", "yes")));
    assertThat(after.take(ROOM)).isNull();
    assertThat(new OpenBlocks(store).problems()).containsExactly(HALL);
  }

  @Test
  void rowsThatAreLargeDoNotWait() {
    OpenBlocks open = new OpenBlocks(store);

    assertThat(open.add(row(ROOM, "e1", "x".repeat(40_000)))).isEqualTo(Integer.MAX_VALUE);
  }
}
