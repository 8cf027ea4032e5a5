package io.millrace.ingestion.land;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.ingestion.accept.Rooms;
import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.message.ControlMessage;
import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile.Kind;
import io.millrace.problem.ProblemName;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.work.WorkFolder;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

abstract class LandingFixture {

  static final ProblemName ROOMS = new ProblemName("rooms");
  static final Source EVENTS = new Source(Kind.EVENTS, 0);
  static final Source OTHER_EVENTS = new Source(Kind.EVENTS, 1);
  static final Source TRUTHS = new Source(Kind.GROUND_TRUTH, 0);
  static final Bounds BOUNDS = new Bounds(10, Duration.ofSeconds(2), 1 << 20);
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  final MemoryBlobs blobs = new MemoryBlobs();
  final List<DataArrived> arrived = new ArrayList<>();
  final List<Landing> opened = new ArrayList<>();
  final SettableClock clock = new SettableClock();
  boolean brokerFails;
  private @Nullable WorkFolder work;
  Landing landing;

  @BeforeEach
  void open() {
    landing = landing();
  }

  @AfterEach
  void close() {
    opened.forEach(Landing::close);
    work().close();
  }

  Landing landing() {
    return landing(blobs);
  }

  Landing landing(BlobStore blobs) {
    return landing(blobs, this::publish, BOUNDS);
  }

  /** An instance with a view of the store of its own. */
  Landing landing(BlobStore blobs, ControlPublisher publisher, Bounds bounds) {
    Landing made =
        new Landing(
            blobs,
            new Assets(blobs, new JsonAssetCodec()),
            publisher,
            name -> name.equals(ROOMS) ? Optional.of(Rooms.classification()) : Optional.empty(),
            work(),
            bounds,
            clock);
    opened.add(made);
    List.of(EVENTS, OTHER_EVENTS, TRUTHS).forEach(made::begin);
    return made;
  }

  WorkFolder work() {
    WorkFolder opened = work == null ? WorkFolder.below(folder.resolve("work")) : work;
    work = opened;
    return opened;
  }

  void publish(ControlMessage message, String correlationId) {
    if (brokerFails) {
      throw new IllegalStateException("told to fail");
    }
    arrived.add((DataArrived) message);
  }

  Assets assets() {
    return new Assets(blobs, new JsonAssetCodec());
  }

  static void takeEvents(Landing landing, int from, int to) {
    for (int i = from; i <= to; i++) {
      Map<String, Object> values =
          Map.of("temperature", (double) i, "mode", i % 2 == 0 ? "cool" : "heat", "window", true);
      landing.take(EVENTS, event(i, "e" + i, values));
    }
  }

  static void takeTruths(Landing landing, int from, int to) {
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

  static LandRow.EventRow event(long offset, String id, Map<String, Object> values) {
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

  static Event roomlessEvent() {
    return new Event(
        new ProblemName("halls"), new EventId("h"), START, "halls", new HashMap<>(), "c");
  }

  List<String> query(String kind, String sql) {
    return query("rooms", kind, sql);
  }

  List<String> query(String problem, String kind, String sql) {
    Path copy = folder.resolve(problem).resolve(kind);
    blobs
        .list("problems/%s/%s/".formatted(problem, kind))
        .forEach(
            path -> {
              try {
                Files.createDirectories(copy);
                Files.write(copy.resolve(path.replace('/', '_')), blobs.read(path).orElseThrow());
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    return Parquet.query(copy.resolve("*.parquet"), sql);
  }

  static final class SettableClock extends Clock {
    Instant now = START;

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
