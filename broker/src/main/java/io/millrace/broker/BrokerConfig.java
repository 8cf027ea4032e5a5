package io.millrace.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The properties file of a durable single node, tuned for a small machine. */
record BrokerConfig(Path dataDir, int port, int controllerPort, BrokerAdditions additions) {

  /** Writes {@code server.properties} into the data folder. */
  Path write() throws IOException {
    return Files.writeString(dataDir.resolve("server.properties"), text());
  }

  private String text() {
    return identity() + replication() + retention() + thrift() + additions.text();
  }

  private String identity() {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%4$s
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL
        log.dirs=%3$s
        auto.create.topics.enable=false
        """
        .formatted(
            port,
            controllerPort,
            dataDir.resolve("log").toString().replace('\\', '/'),
            additions.listener());
  }

  private static String replication() {
    return """
        default.replication.factor=1
        min.insync.replicas=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        group.initial.rebalance.delay.ms=0
        """;
  }

  /** Events are kept for 30 days, and who has read them for 90. */
  private static String retention() {
    return """
        log.retention.hours=720
        log.retention.bytes=-1
        log.retention.check.interval.ms=600000
        offsets.retention.minutes=129600
        log.segment.bytes=67108864
        log.index.size.max.bytes=1048576
        """;
  }

  /** Few threads, few timers, little memory kept for what a laptop never does. */
  private static String thrift() {
    return """
        num.network.threads=2
        num.io.threads=3
        num.recovery.threads.per.data.dir=1
        background.threads=2
        log.cleaner.threads=1
        log.cleaner.dedupe.buffer.size=4194304
        log.cleaner.io.buffer.size=262144
        log.cleaner.backoff.ms=60000
        metadata.max.idle.interval.ms=10000
        broker.heartbeat.interval.ms=3000
        broker.session.timeout.ms=9000
        transaction.abort.timed.out.transaction.cleanup.interval.ms=5000
        group.coordinator.threads=1
        """;
  }
}
