package io.millrace.acceptance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.RunningStack;
import io.millrace.acceptance.Seen;
import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.message.Topics;
import io.millrace.problem.ProblemName;
import io.millrace.starter.messaging.DataMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The running services and their topics, given what nobody would send on purpose. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServicesFuzzIT {

  private static final FuzzSettings SETTINGS = FuzzSettings.read();
  private static final int SENDERS = 4;
  private static final Duration PATIENCE =
      Duration.ofSeconds(60).plusMillis(40L * SETTINGS.inputs());
  private static final String SOURCE = "/fuzz";

  private static final Map<Door, Knock> KNOCKS = new HashMap<>();
  private static RunningStack stack;
  private static Wire wire;

  @BeforeAll
  static void up() throws Exception {
    stack = RunningStack.start();
    wire = new Wire(stack.broker());
    state(ServedModel.PROBLEM, ServedModel.FILE);
    wire.announce(ServedModel.write(stack.blobs(), 1));
    await("version 1 serves").atMost(PATIENCE).until(() -> servedVersion() == 1);
    for (Door door : Door.all()) {
      if (door.takesRows()) {
        state(
            door.problem(), Samples.PUMPS.replace("problem: pumps", "problem: " + door.problem()));
      }
    }
    System.out.printf("fuzz services: seed %d%n", SETTINGS.seed());
  }

  @AfterAll
  static void down() throws InterruptedException {
    if (wire != null) {
      wire.close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  static Stream<Door> doors() {
    return Door.all().stream();
  }

  @Order(1)
  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("doors")
  void everyBodyIsAnsweredAsDocumented(Door door) throws Exception {
    Knock knock = new Knock(stack, door);
    KNOCKS.put(door, knock);
    List<byte[]> inputs = inputs(door);
    long begun = System.nanoTime();

    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> sends = new ArrayList<>();
      for (byte[] input : inputs) {
        sends.add(senders.submit(() -> knock(knock, door, input)));
      }
      for (Future<?> send : sends) {
        send.get();
      }
    }

    System.out.printf(
        "fuzz %s: %d inputs; rows accepted %d, refused %d; bodies refused %d; %.1f s%n",
        door.name(),
        inputs.size(),
        knock.accepted(),
        knock.refused(),
        knock.refusedWhole(),
        (System.nanoTime() - begun) / 1e9);
  }

  /** All that was answered is on a topic once, and what was accepted lands. */
  @Order(2)
  @Test
  void nothingThatWasAnsweredIsDropped() {
    try (Readback topics = new Readback(stack.broker()).readOn()) {
      for (Map.Entry<Door, Knock> knocked : KNOCKS.entrySet()) {
        Door door = knocked.getKey();
        if (door.takesRows()) {
          boolean truths = door.name().startsWith("ground-truth");
          String topic = truths ? Topics.GROUND_TRUTH : Topics.EVENTS;
          assertThat(topics.count(topic, door.problem()))
              .as("accepted, on the topic, at the door %s", door.name())
              .isEqualTo(knocked.getValue().accepted());
          assertThat(topics.count(Topics.REJECTED, door.problem()))
              .as("refused, on the topic, at the door %s", door.name())
              .isEqualTo(knocked.getValue().refused());
          Seen seen = new Seen(stack, door.problem());
          await("landed: " + door.name())
              .atMost(PATIENCE)
              .pollInterval(Duration.ofMillis(500))
              .until(() -> (truths ? seen.labels() : seen.rows()) == knocked.getValue().accepted());
        }
      }
    }
  }

  @Order(3)
  @Test
  void poisonOnATopicIsAccountedForAndStopsNothing() throws Exception {
    int each = SETTINGS.replay().isPresent() ? 0 : SETTINGS.inputs();
    List<String> events = good("e", Math.max(20, each / 10));
    Map<Wire.Spot, Poison.Fate> fates = new HashMap<>();
    for (String topic : Topics.ALL) {
      if (topic.equals(Topics.SERIES)) {
        continue; // nobody reads it while nothing is forecast
      }
      List<ProducerRecord<byte[], byte[]>> records = poison(topic, each);
      if (topic.equals(Topics.EVENTS)) {
        records.add(wire.huge(topic));
      }
      goodOf(topic, events).forEach(records::add);
      Collections.shuffle(records, new Random(SETTINGS.seed()));
      List<Wire.Spot> spots = wire.send(records);
      for (int i = 0; i < spots.size(); i++) {
        fates.put(spots.get(i), Poison.fate(records.get(i)));
      }
      System.out.printf("fuzz %s: %d records%n", topic, records.size());
    }

    requireGoodIsDone(events);
    requireAccountedFor(fates);
  }

  private static void requireGoodIsDone(List<String> events) throws Exception {
    state("after-poison", Samples.PUMPS.replace("problem: pumps", "problem: after-poison"));
    wire.announce(ServedModel.write(stack.blobs(), 2));
    await("the next version serves").atMost(PATIENCE).until(() -> servedVersion() == 2);
    await("the next problem is known to inference")
        .atMost(PATIENCE)
        .until(() -> predict("after-poison") == 409);
    try (Readback topics = new Readback(stack.broker())) {
      await("each good event is predicted")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> topics.readOn().predictions(events.getLast()) > 0 && all(topics, events));
      assertThat(events).allSatisfy(id -> assertThat(topics.predictions(id)).as(id).isEqualTo(1));
    }
    Seen seen = new Seen(stack, ServedModel.PROBLEM);
    await("each good event has landed once")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(seen.landed())
                    .filteredOn(id -> id.startsWith("good-"))
                    .containsExactlyInAnyOrderElementsOf(events));
    await("each prediction is held against its truth")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> seen.labelled() >= events.size());
  }

  /** Nobody but readers of rejections consumes the rejections: there is no one to set aside. */
  private static void requireAccountedFor(Map<Wire.Spot, Poison.Fate> fates) {
    fates.keySet().removeIf(spot -> spot.topic().equals(Topics.REJECTED));
    Ignored ignored = new Ignored(stack);
    try (Readback topics = new Readback(stack.broker())) {
      await("all that cannot be read is set aside, and what is another version's is counted")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                topics.readOn();
                assertThat(missing(fates, topics, Poison.Fate.SET_ASIDE))
                    .as("not set aside, by topic")
                    .isEmpty();
                assertThat(missing(fates, topics, Poison.Fate.IGNORED))
                    .as("ignored, by topic")
                    .allSatisfy(
                        (topic, count) ->
                            assertThat(ignored.count(topic)).isGreaterThanOrEqualTo(count));
              });
    }
    fates.values().stream()
        .collect(Collectors.groupingBy(fate -> fate, TreeMap::new, Collectors.counting()))
        .forEach((fate, count) -> System.out.printf("fuzz topics: %d %s%n", count, fate));
  }

  /** Records of a fate that are not on the topic of rejections, by their topic. */
  private static Map<String, Long> missing(
      Map<Wire.Spot, Poison.Fate> fates, Readback topics, Poison.Fate fate) {
    return fates.entrySet().stream()
        .filter(record -> record.getValue() == fate)
        .filter(record -> !topics.setAside().contains(record.getKey()))
        .collect(Collectors.groupingBy(record -> record.getKey().topic(), Collectors.counting()));
  }

  private static List<byte[]> inputs(Door door) throws IOException {
    if (SETTINGS.replay().isPresent()) {
      return Failures.replay(SETTINGS.replay().get(), door.name());
    }
    Mutations mutations = new Mutations(SETTINGS.seed(), door.seeds(), door.words());
    List<byte[]> inputs = new ArrayList<>(mutations.take(SETTINGS.inputs()));
    if (door.packed()) {
      inputs.replaceAll(Door::zipped);
      for (int i = 0; i < inputs.size(); i += 5) {
        inputs.set(i, mutations.changed(inputs.get(i)));
      }
    }
    return inputs;
  }

  private static Void knock(Knock knock, Door door, byte[] input) throws Exception {
    try {
      knock.with(input);
      return null;
    } catch (Exception | AssertionError broken) {
      Path kept = Failures.keep(door.name(), input);
      throw new AssertionError(
          "At the door %s; the input is in %s".formatted(door.name(), kept), broken);
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> poison(String topic, int count) {
    return new ArrayList<>(new Poison(topic, SETTINGS.seed()).take(count));
  }

  private static List<String> good(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> "good-" + prefix + "-" + i).toList();
  }

  private static Stream<ProducerRecord<byte[], byte[]>> goodOf(String topic, List<String> events) {
    ProblemName problem = new ProblemName(ServedModel.PROBLEM);
    return switch (topic) {
      case Topics.EVENTS ->
          events.stream()
              .map(id -> DataMessages.event(event(problem, id), SOURCE))
              .map(Wire::bytes);
      case Topics.GROUND_TRUTH ->
          events.stream()
              .map(
                  id ->
                      DataMessages.groundTruth(
                          problem, new EventId(id), new GroundTruth("1"), SOURCE, id))
              .map(Wire::bytes);
      default -> Stream.of();
    };
  }

  private static Event event(ProblemName problem, String id) {
    return new Event(
        problem, new EventId(id), Instant.now(), "room-" + id, Map.of("Light", 400.0), id);
  }

  private static boolean all(Readback topics, List<String> events) {
    return events.stream().allMatch(id -> topics.predictions(id) > 0);
  }

  private static void state(String problem, String file) {
    int status =
        stack
            .put("ingestion", "/v1/problems/" + problem, "data-scientist", "application/yaml", file)
            .status();
    assertThat(status).as(problem).isEqualTo(201);
  }

  private static int servedVersion() {
    return stack
        .get("inference", "/v1/problems/" + ServedModel.PROBLEM + "/model", "reader")
        .body()
        .path("version")
        .asInt(0);
  }

  private static int predict(String problem) {
    return stack
        .post(
            "inference",
            "/v1/problems/" + problem + "/predict",
            "application",
            "application/json",
            "{}")
        .status();
  }
}
