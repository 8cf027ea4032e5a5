package io.millrace.benchmarks;

import io.millrace.event.EventId;
import io.millrace.event.GroundTruth;
import io.millrace.event.Prediction;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.DataMessages;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Predictions as inference writes them, all there at once, and how far the watch is behind. */
final class Backlog implements AutoCloseable {

  static final int PREDICTIONS = 200_000;

  private static final String GROUP = "monitoring-service";

  /** A transaction's end has a place on the topic, too. */
  private static final int MARKERS = 1;

  private final Network network;
  private final KafkaProducer<String, byte[]> producer;
  private final Lag lag;

  Backlog(String bootstrapServers, Network network) {
    this.network = network;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", "20",
                "transactional.id", "backlog",
                "transaction.timeout.ms", "300000"),
            new StringSerializer(),
            new ByteArraySerializer());
    this.producer.initTransactions();
    this.lag =
        new Lag(bootstrapServers, GROUP, List.of(Topics.PREDICTIONS, Topics.GROUND_TRUTH), MARKERS);
  }

  /**
   * Writes predictions, and how many of them are worked through a second from when they can be
   * seen.
   *
   * @param labelled whether the truth of each comes with them
   */
  double perSecond(int round, boolean labelled) {
    producer.beginTransaction();
    send(round, labelled);
    producer.commitTransaction();
    long began = System.nanoTime();
    lag.awaitNone();
    return PREDICTIONS * 1e9 / (System.nanoTime() - began);
  }

  private void send(int round, boolean labelled) {
    Random random = new Random(round);
    for (int i = 0; i < PREDICTIONS; i++) {
      String event = "e-" + round + "-" + i;
      double probability = random.nextDouble();
      Map<String, @Nullable Object> features = new LinkedHashMap<>();
      network.names().forEach(name -> features.put(name, random.nextGaussian()));
      Prediction prediction =
          new Prediction(
              new EventId(event),
              1,
              Instant.ofEpochMilli(1_700_000_000_000L + i),
              features,
              Network.CLASSES.get(probability < 0.5 ? 0 : 1),
              Map.of("0", 1 - probability, "1", probability),
              null,
              1.5);
      var _ =
          producer.send(
              DataMessages.prediction(
                  Site.PROBLEM,
                  event,
                  "entity-" + i % 100,
                  prediction,
                  "/millrace/inference-service",
                  "c-" + i));
      if (labelled) {
        GroundTruth truth = new GroundTruth(Network.CLASSES.get(random.nextInt(2)));
        var _ =
            producer.send(
                DataMessages.groundTruth(
                    Site.PROBLEM, new EventId(event), truth, "/millrace/benchmarks", "c-" + i));
      }
    }
  }

  @Override
  public void close() {
    producer.close();
    lag.close();
  }
}
