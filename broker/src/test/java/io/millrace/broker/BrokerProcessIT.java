package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {

  private static final TopicPartition PARTITION = new TopicPartition("words", 0);

  /** Held, since the logging of the JDK forgets the levels of loggers that nobody holds. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  @TempDir private Path home;

  @BeforeAll
  static void quietenClients() {
    CLIENTS.setLevel(Level.WARNING);
  }

  @Test
  void keepsWhatItAcknowledgedThroughAKillAndACleanStop() throws Exception {
    int port = freePort();

    try (BrokerProcess broker = start(port)) {
      createTopic(broker);
      send(broker, "before the kill");
      broker.kill();
    }
    try (BrokerProcess broker = start(port)) {
      send(broker, "after the kill");
    }

    try (BrokerProcess broker = start(port)) {
      assertThat(read(broker, 2)).containsExactly("before the kill", "after the kill");
      assertThatThrownBy(() -> BrokerProcess.start(lib(), home.resolve("other"), port, log()))
          .isInstanceOf(BrokerFailure.class)
          .hasMessageContaining("port " + port + " is taken");
    }
  }

  /** Readers of what is committed wait for an open transaction; nobody will ever end this one. */
  @Test
  void aTransactionThatItsProducerLeftOpenHoldsNobodyUpForLong() throws Exception {
    int port = freePort();
    try (BrokerProcess broker = start(port)) {
      createTopic(broker);
      KafkaProducer<String, String> dead = leaveATransactionOpen(broker);
      send(broker, "after it");
      broker.kill(); // the broker knows of it after a kill too

      try (BrokerProcess again = start(port)) {
        assertThat(read(again, 1, "read_committed")).containsExactly("after it");
      } finally {
        dead.close(Duration.ZERO);
      }
    }
  }

  private static KafkaProducer<String, String> leaveATransactionOpen(BrokerProcess broker)
      throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            "dead",
            "transaction.timeout.ms",
            3000);
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(PARTITION.topic(), "never")).get(30, TimeUnit.SECONDS);
    return producer;
  }

  @Test
  void doesNotOutliveTheJvmThatStartedIt() throws Exception {
    Process parent = startParent(freePort());
    long pid = Long.parseLong(parent.inputReader().readLine());
    ProcessHandle broker = ProcessHandle.of(pid).orElseThrow();

    parent.destroyForcibly();

    assertThat(broker.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  /** Starts a broker, prints its pid, and waits to be killed. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      Path home = Path.of(args[1]);
      BrokerProcess broker =
          BrokerProcess.start(
              Path.of(args[0]),
              home.resolve("broker"),
              Integer.parseInt(args[2]),
              home.resolve("log"));
      System.out.println(broker.pid());
      broker.onExit().join();
    }
  }

  private Process startParent(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName(),
            lib().toString(),
            home.toString(),
            Integer.toString(port))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private BrokerProcess start(int port) {
    return BrokerProcess.start(lib(), home.resolve("broker"), port, log());
  }

  private static Path lib() {
    return BrokerProcess.findLib();
  }

  private Path log() {
    return home.resolve("broker.log");
  }

  private static void createTopic(BrokerProcess broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void send(BrokerProcess broker, String word) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(PARTITION.topic(), word)).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(BrokerProcess broker, int count) {
    return read(broker, count, "read_uncommitted");
  }

  private static List<String> read(BrokerProcess broker, int count, String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      List<String> words = new java.util.ArrayList<>();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (words.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> words.add(record.value()));
      }
      return words;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
