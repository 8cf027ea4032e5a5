package io.millrace.starter.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.broker.BrokerProcess;
import io.millrace.message.DataArrived;
import io.millrace.message.ModelPromoted;
import io.millrace.problem.ProblemName;
import io.millrace.rollout.Traffic;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.blob.BlobStoreUnavailableException;
import io.millrace.starter.messaging.ControlPublisher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.MessagingException;

/** One service, whose broker is killed and whose store is taken away; nobody restarts it. */
class OutageIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path home;

  private static int brokerPort;
  private static BrokerProcess broker;
  private static ConfigurableApplicationContext service;
  private static Http http;

  @BeforeAll
  static void start() throws Exception {
    brokerPort = freePort();
    broker = startBroker();
    service =
        new SpringApplicationBuilder(StarterApplication.class)
            .properties("spring.config.name=starter-test")
            .run(
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--millrace.blob.folder=" + home.resolve("blobs"));
    http = new Http(service.getEnvironment().getProperty("local.server.port", int.class));
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
    }
    if (broker != null) {
      broker.kill();
    }
  }

  @Test
  @Timeout(120)
  void theFirstMessageOfAnOutageIsGivenUpInTimeAndTheBrokersReturnIsNoticed() throws Exception {
    ControlPublisher publisher = service.getBean(ControlPublisher.class);
    broker.kill();

    // never sent before, so that nothing is known of its topic but what was bound at the start
    assertGivenUp(() -> publisher.publish(promoted(), "turn"));
    assertGivenUp(() -> publisher.publish(promoted(), "turn"));
    long before = System.nanoTime();
    assertThatThrownBy(() -> publisher.publish(promoted(), "turn"))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("broker has not answered");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    assertThat(component("circuitBreakers")).isEqualTo("DOWN");
    assertThat(http.get("/actuator/health/liveness", null).status()).isEqualTo(200);
    assertThat(http.get("/actuator/health/readiness", "operator-token-1").status()).isEqualTo(200);

    broker = startBroker();
    await().atMost(SOON).ignoreExceptions().until(() -> published(publisher));
    await().atMost(SOON).until(() -> !service.getBean(Received.class).about("back").isEmpty());
    await().atMost(SOON).until(() -> component("").equals("UP"));
  }

  @Test
  @Timeout(60)
  @ExtendWith(OutputCaptureExtension.class)
  void aStoreThatIsAwayShowsAndComesBackByItself(CapturedOutput log) throws Exception {
    BlobStore store = service.getBean(BlobStore.class);
    store.create("a/b", new byte[] {1});
    Files.move(home.resolve("blobs"), home.resolve("away"));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> store.read("a/b")).isInstanceOf(BlobStoreUnavailableException.class);
    }
    assertThat(component("circuitBreakers")).isEqualTo("DOWN");
    assertThat(component("blobStore")).isEqualTo("DOWN");
    assertThat(http.get("/actuator/health/liveness", null).status()).isEqualTo(200);
    assertThat(http.get("/actuator/prometheus", "operator-token-1").response().body())
        .contains("resilience4j_circuitbreaker_state{")
        .contains("name=\"blob-store\"")
        .contains("resilience4j_retry_calls_total");

    Files.move(home.resolve("away"), home.resolve("blobs"));
    await().atMost(SOON).until(() -> component("").equals("UP"));
    assertThat(store.read("a/b")).hasValue(new byte[] {1});
    assertThat(log)
        .contains("The dependency blob-store keeps failing")
        .contains("The dependency blob-store answers again");
  }

  private static void assertGivenUp(org.assertj.core.api.ThrowableAssert.ThrowingCallable send) {
    long before = System.nanoTime();
    assertThatThrownBy(send).isInstanceOf(MessagingException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .as("a bound that callers rely on")
        .isLessThan(Duration.ofSeconds(21));
  }

  private static boolean published(ControlPublisher publisher) {
    publisher.publish(new DataArrived(new ProblemName("back"), 1, List.of(), 1, 1), "turn");
    return true;
  }

  private static ModelPromoted promoted() {
    return new ModelPromoted(
        new ProblemName("p"), 1, "better", "test", null, Traffic.NONE, Instant.EPOCH);
  }

  /** The status of a component of the service's health; of the whole for an empty name. */
  private static String component(String name) throws Exception {
    long before = System.nanoTime();
    Http.Answer answer = http.get("/actuator/health", "operator-token-1");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    return name.isEmpty()
        ? answer.json().get("status").asString()
        : answer.json().at("/components/%s/status".formatted(name)).asString();
  }

  private static BrokerProcess startBroker() {
    return BrokerProcess.start(
        BrokerProcess.findLib(), home.resolve("broker"), brokerPort, home.resolve("broker.log"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
