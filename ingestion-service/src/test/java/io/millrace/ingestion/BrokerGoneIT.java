package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.BrokerProcess;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker of its own, killed under load and started again with what it had. */
@Tag("long")
class BrokerGoneIT {

  private static final Path FOLDER = Path.of("target", "broker-gone", UUID.randomUUID().toString());
  private static final String PROBLEM = "rooms";
  private static final int SENDERS = 4;
  private static final int ROWS = 20;

  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> others = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unavailable = new AtomicInteger();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void everyAcknowledgedEventIsInTheLogOnceThoughTheBrokerIsKilledUnderLoad() throws Exception {
    int port = freePort();
    BrokerProcess broker = broker(port);
    try (ConfigurableApplicationContext context = service(broker)) {
      OneService service = new OneService(localPort(context));
      assertThat(service.put(PROBLEM).status()).isEqualTo(201);
      List<Thread> senders = senders(service);

      for (int kill = 0; kill < 2; kill++) {
        awaitMoreAcknowledged();
        broker.kill();
        int before = unavailable.get();
        await(60).until(() -> unavailable.get() > before + 2 * SENDERS);
        saysThatItCannotKeepAnything(service);
        broker = broker(port);
        awaitMoreAcknowledged();
      }

      over.countDown();
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(service.put("another").status()).isEqualTo(201);
      Map<String, Integer> written = written(broker);
      assertThat(written.keySet()).containsAll(acknowledged);
      assertThat(written).allSatisfy((id, times) -> assertThat(times).as(id).isEqualTo(1));
      assertThat(others).isNotEmpty();
      assertThat(unexpected).isEmpty();
    } finally {
      broker.kill();
    }
  }

  private static void saysThatItCannotKeepAnything(OneService service) {
    assertThat(service.put("another").status()).isEqualTo(503);
    assertThat(service.put("another").retryAfter()).isPresent();
    assertThat(service.delete(PROBLEM).status()).isEqualTo(503);
    assertThat(service.get("/v1/problems/%s/rejected".formatted(PROBLEM)).status()).isEqualTo(503);
    assertThat(service.get("/v1/problems/" + PROBLEM).status()).isEqualTo(200);
    assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(service.get("/actuator/health").body()).contains("\"broker\"");
  }

  /** Each event is sent once, so that one that is there twice was written twice by the service. */
  private List<Thread> senders(OneService service) {
    return IntStream.range(0, SENDERS)
        .mapToObj(i -> Thread.ofVirtual().start(() -> sendUntilOver(service)))
        .toList();
  }

  private void sendUntilOver(OneService service) {
    try {
      while (!over.await(10, TimeUnit.MILLISECONDS)) {
        sendSome(service);
      }
    } catch (InterruptedException | AssertionError e) {
      unexpected.add(e.toString());
    }
  }

  private void sendSome(OneService service) {
    List<String> ids = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      String id = UUID.randomUUID().toString();
      ids.add(id);
      body.append("{\"temperature\":1,\"event_id\":\"%s\",\"room\":\"r%d\"}\n".formatted(id, i));
    }
    OneService.Answer answer =
        service.events(PROBLEM, "application/x-ndjson", body.toString().getBytes(UTF_8));
    if (answer.status() == 202) {
      acknowledged.addAll(ids);
    } else {
      others.addAll(ids);
      unavailable.incrementAndGet();
      if (answer.status() != 503 || answer.retryAfter().isEmpty()) {
        unexpected.add(answer.toString());
      }
    }
  }

  private void awaitMoreAcknowledged() {
    int before = acknowledged.size();
    await(60).until(() -> acknowledged.size() > before + 20 * ROWS);
  }

  private static org.awaitility.core.ConditionFactory await(int seconds) {
    return Awaitility.await().atMost(Duration.ofSeconds(seconds));
  }

  private Map<String, Integer> written(BrokerProcess broker) {
    Map<String, Integer> times = new HashMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EVENTS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          times.merge(CloudEventHeaders.read(record.headers()).id(), 1, Integer::sum);
        }
      }
    }
    return times;
  }

  private static ConfigurableApplicationContext service(BrokerProcess broker) {
    return IngestionService.start(
        OneService.arguments(
            broker.bootstrapServers(), FOLDER.resolve("blobs").toString(), "--server.port=0"));
  }

  private static int localPort(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static BrokerProcess broker(int port) {
    return BrokerProcess.start(
        BrokerProcess.findLib(), FOLDER.resolve("data"), port, FOLDER.resolve("broker.log"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
