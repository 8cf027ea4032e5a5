package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.millrace.event.Rejection;
import io.millrace.ingestion.formats.JsonAssetCodec;
import io.millrace.ingestion.land.Assets;
import io.millrace.ingestion.land.Bounds;
import io.millrace.ingestion.land.LandRow;
import io.millrace.ingestion.land.Landing;
import io.millrace.ingestion.land.Source;
import io.millrace.message.Alert;
import io.millrace.message.DataArrived;
import io.millrace.message.LandedFile;
import io.millrace.message.LandedFile.Kind;
import io.millrace.message.Topics;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.test.KafkaBroker;
import io.millrace.starter.work.WorkFolder;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.listener.MessageListenerContainer;

class LandIT extends RunningService {

  @Autowired BlobStore blobs;
  @Autowired ControlPublisher publisher;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void everyEventAndEveryTruthLandsOnce() {
    String name = rooms();
    for (int batch = 0; batch < 5; batch++) {
      assertThat(events(name, batch * 100, 100).status()).isEqualTo(202);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(totalRows(name)).isEqualTo(500);
              assertThat(arrivals(name).getLast().totalLabels()).isEqualTo(500);
            });
    assertThat(landed(name, "data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("500 500");
    assertThat(landed(name, "data", "SELECT DISTINCT \"partition\" FROM FILES ORDER BY 1"))
        .containsExactly("0", "1");
    assertThat(landed(name, "ground-truth", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("500 500");
    assertTotalsAreThoseOfTheFiles(arrivals(name));
    Answer data = get("/" + name + "/data");
    assertThat(data.json().get("rows").asInt()).isEqualTo(500);
    assertThat(data.json().get("labels").asInt()).isEqualTo(500);
    assertThat(data.json().get("asset").asLong()).isEqualTo(arrivals(name).getLast().asset());
    assertThat(data.json().get("profile").has("temperature")).isTrue();
  }

  private static void assertTotalsAreThoseOfTheFiles(List<DataArrived> arrivals) {
    long rows = 0;
    long asset = 0;
    for (DataArrived arrived : arrivals) {
      rows +=
          arrived.files().stream()
              .filter(file -> file.kind() == Kind.EVENTS)
              .mapToLong(LandedFile::rows)
              .sum();
      assertThat(arrived.asset()).isEqualTo(++asset);
      assertThat(arrived.totalRows()).isEqualTo(rows);
      assertThat(arrived.files())
          .allSatisfy(file -> assertThat(BLOBS.resolve(file.path())).exists());
    }
  }

  @Test
  void nothingIsLostOrDoubledWhenLandingIsStoppedAgainAndAgain() {
    String name = rooms();
    MessageListenerContainer landing = containers.getListenerContainer("ingestion-landing");

    for (int batch = 0; batch < 6; batch++) {
      events(name, batch * 150, 150);
      landing.stop();
      landing.start();
    }

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(900));
    assertThat(landed(name, "data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("900 900");
  }

  @Test
  void aTrickleLandsWithinItsAge() {
    String name = rooms();

    events(name, 0, 1);

    await()
        .atMost(Duration.ofSeconds(8))
        .untilAsserted(() -> assertThat(arrivals(name)).hasSize(1));
    assertThat(arrivals(name).getFirst().totalRows()).isEqualTo(1);
  }

  @Test
  void anAnnouncementCarriesTheCorrelationIdOfItsLastEvent() {
    String name = rooms();

    send(
        "POST",
        "/v1/problems/%s/events".formatted(name),
        "{\"temperature\": 1}".getBytes(UTF_8),
        Map.of(
            "Authorization", "Bearer " + token("device"),
            "Content-Type", "application/json",
            "X-Correlation-Id", "turn-9"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(records(Topics.DATA_ARRIVED, r -> name.equals(r.key())))
                    .extracting(r -> CloudEventHeaders.read(r.headers()).correlationId())
                    .containsExactly("turn-9"));
  }

  @Test
  void groundTruthThatComesLaterLands() {
    String name = rooms("regression");
    events(name, 0, 3, "");

    Answer answer =
        post(
            name + "/ground-truth",
            "application/x-ndjson",
            """
            {"event_id": "e0", "value": 0.5}
            {"event_id": "e1", "value": 7}
            {"event_id": "e2", "value": "seven"}
            """);

    assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        landed(
                            name, "ground-truth", "SELECT event_id, value FROM FILES ORDER BY 1"))
                    .containsExactly("e0 0.5", "e1 7.0"));
  }

  @Test
  void whatIsNoEventIsSetAsideAndDoesNotBlock() {
    String name = rooms();
    kafka.send(new ProducerRecord<>(Topics.EVENTS, 0, "stranger", "no headers".getBytes(UTF_8)));
    ProducerRecord<String, byte[]> broken =
        new ProducerRecord<>(Topics.EVENTS, 0, "r0", "{broken".getBytes(UTF_8));
    Map.of(
            "ce_specversion", "1.0",
            "ce_id", "1",
            "ce_type", "io.millrace.event.v1",
            "ce_source", "/test",
            "ce_subject", "r0",
            "ce_time", "2026-01-01T00:00:00Z",
            "ce_problem", name)
        .forEach((key, value) -> broken.headers().add(key, value.getBytes(UTF_8)));
    kafka.send(broken);
    kafka.send(new ProducerRecord<>(Topics.GROUND_TRUTH, 0, "x", null));

    events(name, 0, 10);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(landed(name, "data", "SELECT count(*) FROM FILES")).containsExactly("10");
              assertThat(records(Topics.REJECTED, r -> isRejectionOf(r, "{broken")))
                  .extracting(r -> DataMessages.readRejection(r).kind())
                  .containsExactly(Rejection.EVENT);
              assertThat(records(Topics.REJECTED, r -> isRejectionOf(r, "no headers")))
                  .extracting(r -> DataMessages.readRejection(r).origin())
                  .extracting(Rejection.Origin::topic, Rejection.Origin::partition)
                  .containsExactly(tuple(Topics.EVENTS, 0));
            });
  }

  /** Others leave marks of what was replayed on the same topic. */
  private static boolean isRejectionOf(ConsumerRecord<String, byte[]> record, String content) {
    Header type = record.headers().lastHeader("ce_type");
    return type != null
        && new String(type.value(), UTF_8).equals(Rejection.TYPE)
        && DataMessages.readRejection(record).content().equals(content);
  }

  @Test
  void findsOutWhereTheStoreStandsWhenAnotherTookTheNameOfAFile() {
    String name = rooms();
    events(name, 0, 20);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(20));
    MessageListenerContainer landing = containers.getListenerContainer("ingestion-landing");
    landing.stop();
    events(name, 20, 20);

    try (WorkFolder work = WorkFolder.below(BLOBS.resolveSibling("work"));
        Landing rival = rival(work)) {
      rival.begin(new Source(Kind.EVENTS, 0));
      rival.begin(new Source(Kind.EVENTS, 1));
      records(Topics.EVENTS, of(name)).stream()
          .filter(record -> DataMessages.readEvent(record).id().value().compareTo("e30") < 0)
          .forEach(
              record ->
                  rival.take(
                      new Source(Kind.EVENTS, record.partition()),
                      new LandRow.EventRow(record.offset(), 1, DataMessages.readEvent(record))));
      rival.land();
    }
    assertThat(totalRows(name)).isGreaterThan(20).isLessThan(40);
    landing.start();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(40));
    assertThat(landed(name, "data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("40 40");
    assertThat(arrivals(name).getLast().asset()).isEqualTo(3);
  }

  /** A second instance, which lands whatever it is given. */
  private Landing rival(WorkFolder work) {
    return new Landing(
        blobs,
        new Assets(blobs, new JsonAssetCodec()),
        publisher,
        _ -> Optional.empty(),
        work,
        new Bounds(1, Duration.ofDays(1), 1),
        Clock.systemUTC());
  }

  @Test
  void whatWasAcceptedBeforeItsProblemWasDeletedLands() {
    String name = rooms();
    MessageListenerContainer landing = containers.getListenerContainer("ingestion-landing");
    landing.stop();
    events(name, 0, 10);
    send("DELETE", "/v1/problems/" + name, "data-scientist", "", "");
    landing.start();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(10));
  }

  @Test
  void anOffsetThatTheBrokerHoldsForLandedIsNotBelieved() throws Exception {
    String name = rooms();
    MessageListenerContainer landing = containers.getListenerContainer("ingestion-landing");
    landing.stop();
    events(name, 0, 50);
    try (Admin admin = admin()) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                admin.alterConsumerGroupOffsets(GROUP, ends(admin)).all().get();
                return true;
              });
    }
    landing.start();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(50));
    assertThat(landed(name, "data", "SELECT count(*), count(DISTINCT event_id) FROM FILES"))
        .containsExactly("50 50");
  }

  @Test
  void lostOffsetsAreFoundInTheStore() throws Exception {
    String name = rooms();
    events(name, 0, 30);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(30));
    awaitMarks();
    MessageListenerContainer landing = containers.getListenerContainer("ingestion-landing");
    landing.stop();
    try (Admin admin = admin()) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                admin.deleteConsumerGroups(List.of(GROUP)).all().get();
                return true;
              });
    }
    landing.start();
    events(name, 30, 20);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(50));
    assertThat(arrivals(name)).extracting(DataArrived::asset).doesNotHaveDuplicates();
  }

  @Test
  void whatTheBrokerNoLongerHasIsToldAsLost() throws Exception {
    String name = rooms();
    awaitMarks();
    MessageListenerContainer landing = containers.getListenerContainer("ingestion-landing");
    landing.stop();
    events(name, 0, 40);
    try (Admin admin = admin()) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      ends(admin)
          .forEach(
              (partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(all).all().get();
    }
    landing.start();
    events(name, 40, 40);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(totalRows(name)).isEqualTo(40));
    assertThat(records(Topics.ALERTS, record -> true))
        .extracting(record -> MillraceJson.mapper().readValue(record.value(), Alert.class))
        .filteredOn(alert -> alert.kind().equals("events-lost"))
        .extracting(Alert::text)
        .anyMatch(text -> text.contains("messages of " + Topics.EVENTS));
  }

  private static final String GROUP = "ingestion-landing";

  private static Admin admin() {
    return Admin.create(
        Map.<String, Object>of("bootstrap.servers", KafkaBroker.bootstrapServers()));
  }

  private static Map<TopicPartition, OffsetAndMetadata> ends(Admin admin) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    for (int partition = 0; partition < 2; partition++) {
      TopicPartition events = new TopicPartition(Topics.EVENTS, partition);
      ends.put(
          events,
          new OffsetAndMetadata(
              admin
                  .listOffsets(Map.of(events, OffsetSpec.latest()))
                  .partitionResult(events)
                  .get()
                  .offset()));
    }
    return ends;
  }

  /** Until the store says that all there is has landed. */
  private void awaitMarks() throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> ends = ends(admin);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  ends.forEach(
                      (partition, end) ->
                          assertThat(mark(partition.partition())).isEqualTo(end.offset())));
    }
  }

  private long mark(int partition) {
    return blobs
        .read("landing/data/%d.json".formatted(partition))
        .map(content -> Long.parseLong(new String(content, UTF_8)))
        .orElse(0L);
  }

  private static long totalRows(String name) {
    List<DataArrived> arrivals = arrivals(name);
    return arrivals.isEmpty() ? 0 : arrivals.getLast().totalRows();
  }

  private Answer events(String name, int from, int count) {
    return events(name, from, count, ", \"occupied\": 1");
  }

  private Answer events(String name, int from, int count, String target) {
    String body =
        IntStream.range(from, from + count)
            .mapToObj(
                i ->
                    "{\"event_id\": \"e%d\", \"temperature\": %d, \"room\": \"r%d\"%s}"
                        .formatted(i, i, i % 7, target))
            .collect(Collectors.joining("\n"));
    return post(name + "/events", "application/x-ndjson", body);
  }
}
