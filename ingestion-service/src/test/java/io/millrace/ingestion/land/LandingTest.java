package io.millrace.ingestion.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.ProblemName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LandingTest extends LandingFixture {
  @Test
  void landsAFileOnceItHoldsSoManyRows() {
    takeEvents(landing, 5, 14);
    landing.land();

    assertThat(blobs.list("problems/rooms/data/"))
        .containsExactly("problems/rooms/data/p0/00000000000000000005.parquet");
    assertThat(query("data", "SELECT count(*), min(\"offset\"), max(\"offset\") FROM FILES"))
        .containsExactly("10 5 14");
    assertThat(landing.landed()).containsEntry(EVENTS, 15L);
    LandedFile file = arrived.getFirst().files().getFirst();
    assertThat(file.rows()).isEqualTo(10);
    assertThat(file.lastOffset()).isEqualTo(14);
    assertThat(file.bytes()).isEqualTo(blobs.read(file.path()).orElseThrow().length);
    assertThat(file.digest()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void writesTypedColumnsUnderTheNamesOfTheFeatures() {
    takeEvents(landing, 0, 9);
    landing.land();

    assertThat(query("data", "SELECT column_name, column_type FROM (DESCRIBE FROM FILES)"))
        .containsExactly(
            "event_id VARCHAR",
            "event_time TIMESTAMP",
            "entity VARCHAR",
            "correlation_id VARCHAR",
            "partition INTEGER",
            "offset BIGINT",
            "temperature DOUBLE",
            "humidity DOUBLE",
            "mode VARCHAR",
            "window BOOLEAN",
            "note VARCHAR");
    assertThat(
            query(
                "data",
                "SELECT event_id, event_time, entity, correlation_id, \"partition\", temperature,"
                    + " humidity, mode, \"window\" FROM FILES WHERE \"offset\" = 3"))
        .containsExactly("e3 2026-03-01 12:00:03.0 r1 c3 0 3.0 null heat true");
  }

  @Test
  void aTrickleLandsWhenItIsOfAge() {
    takeEvents(landing, 0, 0);
    landing.land();
    assertThat(arrived).isEmpty();
    assertThat(landing.landed()).containsEntry(EVENTS, 0L);

    clock.now = START.plusSeconds(2);
    landing.land();

    assertThat(arrived).hasSize(1);
    assertThat(landing.landed()).containsEntry(EVENTS, 1L);
  }

  @Test
  void eventsAndTruthsOfAProblemMakeOneAssetWithTotals() {
    takeEvents(landing, 0, 9);
    takeTruths(landing, 0, 2);
    landing.land();
    takeEvents(landing, 10, 19);
    landing.land();

    assertThat(arrived)
        .extracting(DataArrived::asset, DataArrived::totalRows, DataArrived::totalLabels)
        .containsExactly(tuple(1L, 10L, 3L), tuple(2L, 20L, 3L));
    assertThat(arrived.getFirst().files())
        .extracting(LandedFile::kind)
        .containsExactlyInAnyOrder(Kind.EVENTS, Kind.GROUND_TRUTH);
    assertThat(query("ground-truth", "SELECT event_id, value, \"offset\" FROM FILES"))
        .containsExactly("e0 1 0", "e1 0 1", "e2 1 2");
  }

  @Test
  void anAssetProfilesItsFiles() {
    takeEvents(landing, 0, 9);
    takeTruths(landing, 0, 2);
    landing.land();

    Asset asset = assets().latest(ROOMS).orElseThrow();
    ColumnProfile temperature = asset.profile().get("temperature");
    assertThat(temperature.min()).isEqualTo(0.0);
    assertThat(temperature.max()).isEqualTo(9.0);
    assertThat(temperature.quantiles()).containsEntry("0.5", 4.5).hasSize(5);
    assertThat(asset.profile().get("mode").categories()).isEqualTo(Map.of("heat", 5L, "cool", 5L));
    assertThat(asset.profile().get("humidity").nulls()).isEqualTo(10);
    assertThat(asset.profile().get("value").categories()).isEqualTo(Map.of("1", 2L, "0", 1L));
    assertThat(asset.profile()).doesNotContainKeys("event_id", "offset");
    assertThat(asset.correlationId()).isEqualTo("c9");
    assertThat(new String(blobs.read("problems/rooms/assets/0000000001.json").orElseThrow()))
        .contains("\"totalRows\":10");
  }

  @Test
  void commitsNoFurtherThanTheLowestOffsetThatIsOpen() {
    takeEvents(landing, 0, 9);
    landing.take(EVENTS, new LandRow.EventRow(10, 1, roomlessEvent()));
    landing.pass(EVENTS, 11);
    landing.land();

    assertThat(landing.landed()).containsEntry(EVENTS, 10L);
  }

  @Test
  void landsEventsOfAProblemThatItDoesNotKnowYet() {
    ProblemName unknown = new ProblemName("unknown");
    for (int i = 0; i < 10; i++) {
      Map<String, @Nullable Object> values =
          new HashMap<>(Map.of("a", 1.0, "b", "x", "Offset", 7.0));
      landing.take(
          EVENTS,
          new LandRow.EventRow(
              i, 1, new Event(unknown, new EventId("e" + i), START, "k", values, "c")));
    }
    landing.land();

    assertThat(arrived).extracting(DataArrived::totalRows).containsExactly(10L);
    assertThat(
            query(
                "unknown",
                "data",
                "SELECT column_name FROM (DESCRIBE FROM FILES) WHERE column_name IN ('a','b','Offset')"))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void landsAnyTextThereIs() {
    String odd = "a\u0000b '\"; DROP TABLE landing; -- \uD83D\uDE00 \uD800";
    for (int i = 0; i < 10; i++) {
      landing.take(EVENTS, event(i, "e" + i, Map.of("temperature", -0.0, "note", odd)));
    }
    landing.land();

    assertThat(query("data", "SELECT count(*) FROM FILES WHERE note LIKE 'a%DROP TABLE%'"))
        .containsExactly("10");
  }

  @Test
  void landsAllWhenItHoldsTooManyBytes() {
    landing.take(
        EVENTS,
        new LandRow.EventRow(0, 1 << 20, event(0, "e0", Map.of("temperature", 1.0)).event()));
    landing.land();

    assertThat(arrived).hasSize(1);
  }
}
