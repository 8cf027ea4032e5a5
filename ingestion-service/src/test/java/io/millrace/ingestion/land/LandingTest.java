package io.millrace.ingestion.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.ingestion.accept.Rooms;
import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.message.ControlMessage;
import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.ProblemName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingTest {

  private static final ProblemName ROOMS = new ProblemName("rooms");
  private static final Source EVENTS = new Source(Kind.EVENTS, 0);
  private static final Source OTHER_EVENTS = new Source(Kind.EVENTS, 1);
  private static final Source TRUTHS = new Source(Kind.GROUND_TRUTH, 0);
  private static final Bounds BOUNDS = new Bounds(10, Duration.ofSeconds(2), 1 << 20);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final List<DataArrived> arrived = new ArrayList<>();
  private final List<Landing> opened = new ArrayList<>();
  private final SettableClock clock = new SettableClock();
  private boolean brokerFails;
  private final Landing landing = landing();

  @AfterEach
  void close() {
    opened.forEach(Landing::close);
  }

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
    assertThat(file.bytes()).isEqualTo(blobs.blobs.get(file.path()).length);
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
    assertThat(new String(blobs.blobs.get("problems/rooms/assets/0000000001.json")))
        .contains("\"totalRows\":10");
  }

  @Test
  void skipsWhatTheStoreHasAfterARestart() {
    takeEvents(landing, 0, 9);
    landing.land();

    Landing restarted = landing();
    takeEvents(restarted, 0, 19);
    restarted.land();

    assertThat(query("data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("20 20");
    assertThat(blobs.list("problems/rooms/data/")).hasSize(2);
    assertThat(arrived.getLast().totalRows()).isEqualTo(20);
  }

  @Test
  void announcesAgainAfterARestartWhatPerhapsWasNot() {
    takeEvents(landing, 0, 9);
    brokerFails = true;
    assertThatThrownBy(landing::land).hasMessage("told to fail");
    brokerFails = false;
    assertThat(landing.landed()).isEmpty();

    Landing restarted = landing();
    takeEvents(restarted, 0, 9);
    restarted.land();

    assertThat(arrived).extracting(DataArrived::asset).containsExactly(1L);
    assertThat(blobs.list("problems/rooms/")).hasSize(2);
    assertThat(restarted.landed()).containsEntry(EVENTS, 10L);
  }

  @Test
  void takesUpWhereItFailed() {
    takeEvents(landing, 0, 9);
    for (String failing : List.of("data/", "assets/")) {
      blobs.failing = path -> path.contains(failing);
      assertThatThrownBy(landing::land).hasMessageContaining("told to fail");
      assertThat(landing.landed().getOrDefault(EVENTS, 0L)).isZero();
      blobs.failing = _ -> false;
    }
    brokerFails = true;
    assertThatThrownBy(landing::land).hasMessage("told to fail");
    brokerFails = false;
    landing.land();

    assertThat(arrived).extracting(DataArrived::totalRows).containsExactly(10L);
    assertThat(blobs.list("problems/rooms/")).hasSize(2);
    assertThat(landing.landed()).containsEntry(EVENTS, 10L);
  }

  @Test
  void listsAFileThatAKilledServiceLeftUnlisted() {
    takeEvents(landing, 0, 9);
    blobs.failing = path -> path.contains("assets/");
    assertThatThrownBy(landing::land).hasMessageContaining("told to fail");
    blobs.failing = _ -> false;

    Landing restarted = landing();
    takeEvents(restarted, 0, 14);
    restarted.land();

    assertThat(arrived).extracting(DataArrived::totalRows).containsExactly(15L);
    assertThat(arrived.getFirst().files()).extracting(LandedFile::rows).containsExactly(10L, 5L);
  }

  @Test
  void readsWhereTheStoreStandsWhenTheNameIsTaken() {
    Landing rival = landing();
    takeEvents(rival, 0, 9);
    takeEvents(landing, 0, 12);
    blobs.beforeCreate = rival::land;
    landing.land();

    assertThat(query("data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("13 13");
    assertThat(arrived).extracting(DataArrived::totalRows).containsExactly(10L, 13L);
    assertThat(assets().latest(ROOMS).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void takesTheNextVersionWhenAnotherTookTheOneItWanted() {
    Landing rival = landing();
    rival.take(OTHER_EVENTS, event(0, "other", Map.of("temperature", 1.0)));
    takeEvents(landing, 0, 9);
    clock.now = START.plusSeconds(3);
    blobs.failing = path -> path.contains("assets/");
    assertThatThrownBy(landing::land).hasMessageContaining("told to fail");
    blobs.failing = _ -> false;
    blobs.beforeCreate = rival::land;
    landing.land();

    assertThat(arrived)
        .extracting(DataArrived::asset, DataArrived::totalRows)
        .containsExactly(tuple(1L, 1L), tuple(2L, 11L));
  }

  @Test
  void forgetsAPartitionThatAnotherLandsFromNowOn() {
    takeEvents(landing, 0, 5);
    landing.drop(List.of(EVENTS));
    clock.now = START.plusSeconds(3);
    landing.land();

    assertThat(blobs.blobs).isEmpty();
    assertThat(landing.landed()).isEmpty();
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
  void leavesOutARowThatComesTwice() {
    takeEvents(landing, 0, 5);
    takeEvents(landing, 3, 9);
    landing.land();

    assertThat(query("data", "SELECT count(*) FROM FILES")).containsExactly("10");
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

  private Landing landing() {
    Landing made =
        new Landing(
            blobs,
            assets(),
            this::publish,
            name -> name.equals(ROOMS) ? Optional.of(Rooms.classification()) : Optional.empty(),
            BOUNDS,
            clock);
    opened.add(made);
    return made;
  }

  private void publish(ControlMessage message, String correlationId) {
    if (brokerFails) {
      throw new IllegalStateException("told to fail");
    }
    arrived.add((DataArrived) message);
  }

  private Assets assets() {
    return new Assets(blobs, new JsonAssetCodec());
  }

  private static void takeEvents(Landing landing, int from, int to) {
    for (int i = from; i <= to; i++) {
      Map<String, Object> values =
          Map.of("temperature", (double) i, "mode", i % 2 == 0 ? "cool" : "heat", "window", true);
      landing.take(EVENTS, event(i, "e" + i, values));
    }
  }

  private static void takeTruths(Landing landing, int from, int to) {
    for (int i = from; i <= to; i++) {
      landing.take(
          TRUTHS,
          new LandRow.TruthRow(
              i,
              10,
              ROOMS,
              new EventId("e" + i),
              new GroundTruth(i % 2 == 0 ? "1" : "0"),
              START,
              "t" + i));
    }
  }

  private static LandRow.EventRow event(long offset, String id, Map<String, Object> values) {
    return new LandRow.EventRow(
        offset,
        10,
        new Event(
            ROOMS,
            new EventId(id),
            START.plusSeconds(offset),
            "r1",
            new HashMap<String, @Nullable Object>(values),
            "c" + offset));
  }

  private static Event roomlessEvent() {
    return new Event(
        new ProblemName("halls"), new EventId("h"), START, "halls", new HashMap<>(), "c");
  }

  private List<String> query(String kind, String sql) {
    return query("rooms", kind, sql);
  }

  private List<String> query(String problem, String kind, String sql) {
    Path copy = folder.resolve(problem).resolve(kind);
    blobs
        .list("problems/%s/%s/".formatted(problem, kind))
        .forEach(
            path -> {
              try {
                Files.createDirectories(copy);
                Files.write(copy.resolve(path.replace('/', '_')), blobs.blobs.get(path));
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return Parquet.query(copy.resolve("*.parquet"), sql);
  }

  private static final class SettableClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
