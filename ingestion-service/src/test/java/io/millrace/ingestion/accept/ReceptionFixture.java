package io.millrace.ingestion.accept;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.event.Event;
import io.millrace.event.Rejection;
import io.millrace.ingestion.formats.RowReaders;
import io.millrace.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

abstract class ReceptionFixture {

  static final String JSON = "application/json";
  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";
  static final String CLOUD_EVENT = "application/cloudevents+json";
  static final String CLOUD_EVENTS = "application/cloudevents-batch+json";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final Problem rooms = Rooms.classification();
  final List<Outgoing> log = new ArrayList<>();
  final Reception reception =
      new Reception(
          RowReaders.within(new RowBounds(1000, 20, 5, 30)),
          RowReaders.writer(),
          (messages, _) -> log.addAll(messages),
          new Limits(1 << 20, 1 << 20, 100, 50, 1 << 20, 1 << 20, Duration.ofSeconds(1)),
          Clock.fixed(NOW, ZoneOffset.UTC));

  Receipt send(String type, String body) {
    return reception.events(rooms, new Body(body.getBytes(UTF_8), type, _ -> null), "c1");
  }

  Receipt truth(Problem problem, String type, String body) {
    return reception.groundTruth(problem, new Body(body.getBytes(UTF_8), type, _ -> null), "c1");
  }

  List<Event> events() {
    return only(Outgoing.Accepted.class).stream().map(Outgoing.Accepted::event).toList();
  }

  List<Outgoing.Truth> truths() {
    return only(Outgoing.Truth.class);
  }

  List<Rejection> rejections() {
    return only(Outgoing.Refused.class).stream().map(Outgoing.Refused::rejection).toList();
  }

  <T> List<T> only(Class<T> kind) {
    return log.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
