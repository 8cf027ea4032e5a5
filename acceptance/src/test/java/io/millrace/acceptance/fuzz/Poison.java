package io.millrace.acceptance.fuzz;

import io.millrace.message.ControlMessage;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.DataMessages;
import io.millrace.starter.messaging.MalformedMessageException;
import io.millrace.starter.messaging.MillraceJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records that nobody should have sent to a topic. */
final class Poison {

  private static final Map<String, List<String>> TYPES =
      Map.of(
          Topics.EVENTS, List.of("event"),
          Topics.GROUND_TRUTH, List.of("ground-truth"),
          Topics.PREDICTIONS, List.of("prediction"),
          Topics.REJECTED, List.of("rejection"),
          Topics.PROBLEMS, List.of("problem-applied", "problem-deleted"),
          Topics.DATA_ARRIVED, List.of("data-arrived"),
          Topics.MODELS,
              List.of("model-registered", "model-rejected", "model-promoted", "model-rolled-back"),
          Topics.DRIFT_DETECTED, List.of("drift-detected"),
          Topics.ALERTS, List.of("alert"));

  private static final ControlCodec CODEC = new ControlCodec(MillraceJson.mapper());

  private final String topic;
  private final Random random;
  private final Mutations mutations;
  private final List<byte[]> golden;

  Poison(String topic, long seed) {
    this.topic = topic;
    this.random = new Random(seed);
    this.golden = golden(topic);
    this.mutations = new Mutations(seed, golden, Words.MESSAGES);
  }

  private static List<byte[]> golden(String topic) {
    return TYPES.get(topic).stream()
        .map(type -> Records.golden("io.millrace." + type + ".v1"))
        .map(input -> new String(input, StandardCharsets.UTF_8))
        .flatMap(input -> Topics.SPREAD.contains(topic) ? ours(input) : Stream.of(input))
        .map(Samples::bytes)
        .toList();
  }

  /** Of the problem that is served too; it is not to be deleted, though, or stated anew. */
  private static Stream<String> ours(String input) {
    return Stream.of(input, input.replace("room-occupancy", ServedModel.PROBLEM));
  }

  /** What becomes of a record. */
  enum Fate {
    /** Somebody may act on it. */
    READ,
    /** It is another version's, and counted. */
    IGNORED,
    /** It waits for its problem to become known, for an hour, and is set aside then. */
    HELD,
    /** It is set aside. */
    SET_ASIDE
  }

  List<ProducerRecord<byte[], byte[]>> take(int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(next());
    }
    return records;
  }

  private ProducerRecord<byte[], byte[]> next() {
    byte[] good = golden.get(random.nextInt(golden.size()));
    return switch (random.nextInt(10)) {
      case 0 -> new ProducerRecord<>(topic, key(), mutations.noise());
      case 1 -> new ProducerRecord<>(topic, mutations.noise(), null);
      case 2 -> new ProducerRecord<>(topic, mutations.noise(), Attributed.of(good).data());
      case 3 -> record(good, "{\"of\":[\"another\",\"type\"]}".getBytes(StandardCharsets.UTF_8));
      case 4 -> record(withType(good, ".v2"), Attributed.of(good).data());
      case 5 -> noisyHeaders(good);
      case 6 -> record(good, null);
      default -> {
        byte[] mutated = mutations.next();
        yield record(mutated, Attributed.of(mutated).data());
      }
    };
  }

  private ProducerRecord<byte[], byte[]> record(byte[] head, byte @Nullable [] data) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key(), data);
    Attributed.of(head)
        .attributes()
        .forEach((name, value) -> record.headers().add(name, latin(value)));
    return record;
  }

  /** A broker takes no record without a key for a topic that it compacts. */
  private byte @Nullable [] key() {
    boolean keyless = random.nextInt(4) == 0 && !Topics.COMPACTED.contains(topic);
    return keyless ? null : mutations.noise();
  }

  private ProducerRecord<byte[], byte[]> noisyHeaders(byte[] good) {
    ProducerRecord<byte[], byte[]> record = record(good, Attributed.of(good).data());
    for (String name : List.of("ce_id", "ce_time", "ce_problem", "ce_subject", "traceparent")) {
      if (random.nextInt(3) == 0) {
        record.headers().remove(name).add(name, random.nextInt(4) == 0 ? null : mutations.noise());
      }
    }
    return record;
  }

  private static byte[] withType(byte[] good, String version) {
    return latin(
        new String(good, StandardCharsets.ISO_8859_1).replaceFirst("\\.v1\n", version + "\n"));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What the services have to make of a record, by what reads it there. */
  static Fate fate(ProducerRecord<byte[], byte[]> sent) {
    var record = Records.received(sent.topic(), sent.headers(), sent.value());
    Header type = sent.headers().lastHeader("ce_type");
    boolean typed = type != null && type.value() != null;
    String named = typed ? new String(type.value(), StandardCharsets.UTF_8) : "";
    try {
      switch (sent.topic()) {
        case Topics.EVENTS -> DataMessages.readEvent(record);
        case Topics.GROUND_TRUTH -> DataMessages.readGroundTruth(record);
        case Topics.PREDICTIONS -> DataMessages.readPrediction(record);
        case Topics.REJECTED -> DataMessages.readRejection(record);
        default -> control(named, sent);
      }
      return Fate.READ;
    } catch (MalformedMessageException unreadable) {
      boolean known =
          TYPES.get(sent.topic()).stream().anyMatch(t -> named.equals("io.millrace." + t + ".v1"));
      if (!known && typed) {
        return Fate.IGNORED;
      }
      return sent.topic().equals(Topics.PREDICTIONS) && isOfNoKnownProblem(sent)
          ? Fate.HELD
          : Fate.SET_ASIDE;
    }
  }

  private static boolean isOfNoKnownProblem(ProducerRecord<byte[], byte[]> sent) {
    try {
      String problem = CloudEventHeaders.read(sent.headers()).problem().value();
      return !problem.equals(ServedModel.PROBLEM);
    } catch (MalformedMessageException unreadable) {
      return false;
    }
  }

  private static void control(String type, ProducerRecord<byte[], byte[]> sent) {
    if (ControlMessage.classOf(type).isEmpty() || sent.value() == null) {
      throw new MalformedMessageException("no such message");
    }
    CloudEventHeaders.read(sent.headers());
    CODEC.read(type, sent.value());
  }
}
