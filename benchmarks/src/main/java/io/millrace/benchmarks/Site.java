package io.millrace.benchmarks;

import io.millrace.broker.BrokerProcess;
import io.millrace.message.Cause;
import io.millrace.message.ControlMessage;
import io.millrace.message.ModelRegistered;
import io.millrace.message.ProblemApplied;
import io.millrace.message.ProblemDeleted;
import io.millrace.problem.Metric;
import io.millrace.problem.ProblemName;
import io.millrace.scoring.model.ModelPackage;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.ControlCodec;
import io.millrace.starter.messaging.EventContext;
import io.millrace.starter.messaging.MillraceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.util.FileSystemUtils;

/** A broker, a replica of one service, and what the other services would tell it. */
final class Site implements AutoCloseable {

  static final ProblemName PROBLEM = new ProblemName("bench");

  /** Of each topic, where nothing else is said. */
  static final int PARTITIONS = 4;

  private static final Duration START = Duration.ofSeconds(180);

  private final Path folder;
  private final BrokerProcess broker;
  private final Replica replica;
  private final Packages packages;
  private final KafkaProducer<String, byte[]> producer;
  private final ControlCodec codec = new ControlCodec(MillraceJson.mapper());

  private Site(Path folder, BrokerProcess broker, Replica replica, Network network) {
    this.folder = folder;
    this.broker = broker;
    this.replica = replica;
    this.packages = new Packages(network, PROBLEM);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * Starts it; version 1 of the network serves when this returns.
   *
   * @param server {@code tomcat} or {@code jetty}
   */
  static Site start(Network network, String server) throws IOException {
    return start(network, server, PARTITIONS);
  }

  static Site start(Network network, String server, int partitions) throws IOException {
    Site site =
        with(network, (folder, broker) -> Replica.start(folder, broker, server, partitions));
    site.replica.awaitAnswer("GET", "/v2/health/live", 200, START);
    site.state();
    site.register(1);
    site.awaitModel(200);
    return site;
  }

  /** Starts it with the monitoring service; version 1 of the network is watched from then on. */
  static Site watching(Network network) throws IOException {
    return watching(network, PARTITIONS);
  }

  static Site watching(Network network, int partitions) throws IOException {
    Site site = with(network, (folder, broker) -> Replica.watching(folder, broker, partitions));
    site.replica.awaitAnswer("GET", "/actuator/health/liveness", 200, START);
    site.state();
    site.register(1);
    site.replica.awaitAnswer("GET", "/v1/problems/%s/drift".formatted(PROBLEM), 200, START);
    return site;
  }

  /** Starts it with the ingestion service, which takes events when this returns. */
  static Site taking(Network network, int partitions) throws IOException {
    Site site = with(network, (folder, broker) -> Replica.taking(folder, broker, partitions));
    site.replica.awaitAnswer("GET", "/actuator/health/liveness", 200, START);
    site.state();
    site.replica.awaitAnswer("GET", "/v1/problems/" + PROBLEM, 200, START);
    return site;
  }

  private interface Starter {
    Replica start(Path folder, String bootstrapServers) throws IOException;
  }

  private static Site with(Network network, Starter starter) throws IOException {
    Path folder = Files.createTempDirectory("millrace-benchmarks");
    BrokerProcess broker =
        BrokerProcess.start(
            BrokerProcess.findLib(),
            folder.resolve("kafka"),
            Replica.freePort(),
            folder.resolve("broker.log"));
    return new Site(folder, broker, starter.start(folder, broker.bootstrapServers()), network);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  int port() {
    return replica.port();
  }

  Replica replica() {
    return replica;
  }

  Path folder() {
    return folder;
  }

  void awaitModel(int status) {
    replica.awaitAnswer("GET", "/v1/problems/%s/model".formatted(PROBLEM), status, START);
  }

  void state() {
    publish(new ProblemApplied(PROBLEM, 1, packages.definition(), Instant.now()));
  }

  void delete() {
    publish(new ProblemDeleted(PROBLEM, Instant.now()));
  }

  /** Writes a version, and says so. */
  void register(int version) {
    Path made = folder.resolve("blobs").resolve(path(version));
    ModelPackage written = packages.write(made, version);
    publish(
        new ModelRegistered(
            PROBLEM,
            version,
            path(version),
            written.manifestDigest(),
            "neural-network",
            Metric.F1,
            Map.of("f1", 0.5),
            100,
            "r-" + version,
            new Cause(Cause.Kind.FIRST_DATA, "to be measured"),
            Instant.now(),
            null));
  }

  private static String path(int version) {
    return "problems/%s/models/%d".formatted(PROBLEM, version);
  }

  private void publish(ControlMessage message) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(message.topic(), message.key(), codec.write(message));
    EventContext context =
        new EventContext(
            UUID.randomUUID().toString(),
            ControlMessage.typeOf(message.getClass()),
            "/millrace/benchmarks",
            message.key(),
            Instant.now(),
            PROBLEM,
            "benchmarks");
    CloudEventHeaders.write(context, record.headers());
    var _ = producer.send(record);
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
    replica.close();
    broker.close();
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      Ratios.say("%s is left: %s".formatted(folder, e));
    }
  }
}
