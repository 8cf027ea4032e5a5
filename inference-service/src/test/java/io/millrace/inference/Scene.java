package io.millrace.inference;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.message.Cause;
import io.millrace.message.ModelPromoted;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ModelRolledBack;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.message.Topics;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.problem.Rollout;
import io.millrace.rollout.Traffic;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.scoring.test.SmallForecasters;
import io.millrace.scoring.test.SmallPackages;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.messaging.DataMessages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;

/** One problem, and what ingestion and training do for it. */
final class Scene {

  private final ProblemName name;
  private final ControlPublisher publisher;
  private final BlobStore blobs;
  private final KafkaTemplate<String, byte[]> kafka;

  Scene(
      String name,
      ControlPublisher publisher,
      BlobStore blobs,
      KafkaTemplate<String, byte[]> kafka) {
    this.name = new ProblemName(name);
    this.publisher = publisher;
    this.blobs = blobs;
    this.kafka = kafka;
  }

  Scene state() {
    publisher.publish(
        new ProblemApplied(name, 1, SmallPackages.definition(name), Instant.now()), "c-state");
    return this;
  }

  /** States that a room's light is to be forecast. */
  Scene stateSeries() {
    publisher.publish(
        new ProblemApplied(name, 1, SmallForecasters.definition(name), Instant.now()), "c-state");
    return this;
  }

  /** As {@link #register(int)}, of a model that goes on in a straight line. */
  Scene registerForecaster(int version) {
    Path dir = made(version);
    announce(version, store(version, dir, SmallForecasters.write(dir, name, version)));
    return this;
  }

  void delete() {
    publisher.publish(new ProblemDeleted(name, Instant.now()), "c-delete");
  }

  /** Stores a package and says so. */
  Scene register(int version) {
    announce(version, store(version));
    return this;
  }

  /** As {@link #register(int)}, and the model calls a room occupied from a probability on. */
  Scene register(int version, double threshold) {
    Path dir = made(version);
    announce(version, store(version, dir, SmallPackages.write(dir, name, version, threshold)));
    return this;
  }

  /** As {@link #register(int)}, of a model that takes its time. */
  Scene registerSlow(int version) {
    Path dir = made(version);
    announce(version, store(version, dir, SmallPackages.writeSlow(dir, name, version, 100)));
    return this;
  }

  /** As {@link #register(int)}, with a graph that was damaged on its way. */
  void registerDamaged(int version) {
    announce(version, damaged(version));
  }

  private ModelPackage damaged(int version) {
    ModelPackage whole = store(version);
    String graph = path(version) + "/" + ModelPackage.MODEL;
    byte[] damaged = whole.onnx();
    damaged[damaged.length / 2] ^= 1;
    blobs.delete(graph);
    blobs.create(graph, damaged);
    return whole;
  }

  private ModelPackage store(int version) {
    Path dir = made(version);
    return store(version, dir, SmallPackages.write(dir, name, version));
  }

  private Path made(int version) {
    return Path.of("target", "it", "made", name.value(), Integer.toString(version));
  }

  private ModelPackage store(int version, Path dir, ModelPackage made) {
    for (String file : ModelPackage.CONTENTS) {
      blobs.create(path(version) + "/" + file, dir.resolve(file));
    }
    blobs.create(path(version) + "/" + ModelPackage.MANIFEST, dir.resolve(ModelPackage.MANIFEST));
    return made;
  }

  private String path(int version) {
    return "problems/%s/models/%d".formatted(name, version);
  }

  /** As {@link #register(int)}, coming into use in another way. */
  Scene register(int version, Rollout rollout) {
    announce(version, store(version), rollout);
    return this;
  }

  /** As {@link #register(int, double)}, coming into use in another way. */
  Scene register(int version, double threshold, Rollout rollout) {
    Path dir = made(version);
    ModelPackage made = SmallPackages.write(dir, name, version, threshold);
    announce(version, store(version, dir, made), rollout);
    return this;
  }

  /** As {@link #register(int, Rollout)}, and the model has no answer to lights far from 365. */
  Scene registerFailing(int version, Rollout rollout) {
    Path dir = made(version);
    announce(version, store(version, dir, SmallPackages.writeFailing(dir, name, version)), rollout);
    return this;
  }

  /** As {@link #registerDamaged(int)}, coming into use in another way. */
  void registerDamaged(int version, Rollout rollout) {
    announce(version, damaged(version), rollout);
  }

  /** Decides, as monitoring does. */
  Scene promote(int version, Traffic traffic) {
    publisher.publish(
        new ModelPromoted(name, version, "better", "test", null, traffic, Instant.now()),
        "c-promote");
    return this;
  }

  /** Decides, as monitoring does. */
  Scene rollBack(int version, Traffic traffic) {
    publisher.publish(
        new ModelRolledBack(
            name, version, traffic.champion(), "worse", "test", null, traffic, Instant.now()),
        "c-back");
    return this;
  }

  private void announce(int version, ModelPackage made) {
    announce(version, made, null);
  }

  private void announce(int version, ModelPackage made, @Nullable Rollout rollout) {
    publisher.publish(
        new ModelRegistered(
            name,
            version,
            path(version),
            made.manifestDigest(),
            "gradient-boosting",
            Metric.F1,
            Map.of("f1", 0.97),
            100,
            "r-" + version,
            new Cause(Cause.Kind.FIRST_DATA, "test"),
            Instant.now(),
            rollout),
        "c-model-" + version);
  }

  /** Sends events {@code e-from} to {@code e-(to-1)}, each with its number as its light. */
  void send(int from, int to) {
    for (int i = from; i < to; i++) {
      var _ = kafka.send(DataMessages.event(event(i), "/millrace/test"));
    }
    kafka.flush();
  }

  /** As {@link #send}, a few at a time: over a while, and no faster than the broker takes them. */
  void sendSteadily(int from, int to) {
    for (int i = from; i < to; i += 10) {
      send(i, Math.min(to, i + 10));
    }
  }

  /** As {@link #send(int, int)}, of many rooms. */
  void send(int from, int to, int rooms) {
    for (int i = from; i < to; i++) {
      var _ = kafka.send(DataMessages.event(event(i, rooms), "/millrace/test"));
    }
    kafka.flush();
  }

  /** Tells the truth of events, by their light. */
  void label(int from, int to, IntPredicate occupied) {
    for (int i = from; i < to; i++) {
      GroundTruth truth = new GroundTruth(occupied.test(i) ? "1" : "0");
      var _ =
          kafka.send(
              DataMessages.groundTruth(
                  name, new EventId("e-" + i), truth, "/millrace/test", "c-" + i));
    }
    kafka.flush();
  }

  private Event event(int i) {
    return event(i, 7);
  }

  private Event event(int i, int rooms) {
    return new Event(
        name,
        new EventId("e-" + i),
        Instant.EPOCH.plusSeconds(i),
        "room-" + i % rooms,
        Map.of("Light", (double) i),
        "c-" + i);
  }

  /** Sends an event that says it is of this problem, whose data is something else. */
  void sendPoison(String id, String json) {
    sendPoison(id, json, _ -> {});
  }

  /**
   * @param change to the headers of an event
   */
  void sendPoison(String id, String json, Consumer<Headers> change) {
    Event event = new Event(name, new EventId(id), Instant.EPOCH, "room-1", Map.of(), "c-poison");
    ProducerRecord<String, byte[]> good = DataMessages.event(event, "/millrace/test");
    change.accept(good.headers());
    ProducerRecord<String, byte[]> bad =
        new ProducerRecord<>(
            Topics.EVENTS, null, good.key(), json.getBytes(StandardCharsets.UTF_8), good.headers());
    var _ = kafka.send(bad);
    kafka.flush();
  }
}
