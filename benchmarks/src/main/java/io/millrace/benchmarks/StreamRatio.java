package io.millrace.benchmarks;

import io.millrace.event.Event;
import io.millrace.event.EventId;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka to Kafka through inference over a loop that passes the same events on as they are, in the
 * same batches and transactions. The events lie on the topic before either begins.
 */
final class StreamRatio {

  static final int EVENTS = 100_000;

  private final Site site;
  private final Effort effort;

  StreamRatio(Site site, Effort effort) {
    this.site = site;
    this.effort = effort;
  }

  Ratio measure() {
    Network network = Network.usual();
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (Identity identity = new Identity(site.bootstrapServers());
        OutputWatch predictions = new OutputWatch(site.bootstrapServers(), Topics.PREDICTIONS)) {
      for (int round = 0; round <= effort.rounds(); round++) {
        identity.begin();
        score(site, network, predictions, round);
        double inference = predictions.perSecond(EVENTS);
        double loop = identity.perSecond(EVENTS);
        Ratios.say("stream, events/s: [%.0f, %.0f]".formatted(loop, inference));
        if (round > 0) { // the first warms up
          ours.add(inference);
          theirs.add(loop);
          ratios.add(inference / loop);
        }
      }
    }
    return Ratio.atLeast(
        "Stream: events/s through inference over an identity loop's",
        ratios,
        0.7,
        "%.0f over %.0f events/s".formatted(Ratio.median(ours), Ratio.median(theirs)));
  }

  /** Has new events scored, which lie on the topic before that begins. */
  static void score(Site site, Network network, OutputWatch predictions, int round) {
    site.delete();
    site.awaitModel(404);
    predictions.begin();
    send(site, network, round);
    site.state();
    site.awaitModel(200);
  }

  /** Puts new events on the topic. */
  static void send(Site site, Network network, int round) {
    Random random = new Random(round);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", site.bootstrapServers(), "linger.ms", "20"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < EVENTS; i++) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        network.names().forEach(name -> values.put(name, random.nextGaussian()));
        Event event =
            new Event(
                Site.PROBLEM,
                new EventId("e-" + round + "-" + i),
                Instant.ofEpochMilli(1_700_000_000_000L + i),
                "entity-" + i % 100,
                values,
                "c-" + i);
        var _ = producer.send(DataMessages.event(event, "/millrace/benchmarks"));
      }
    }
  }
}
