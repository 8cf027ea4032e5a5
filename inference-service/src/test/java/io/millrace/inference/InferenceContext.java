package io.millrace.inference;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.inference.grpc.GrpcServer;
import io.millrace.starter.blob.BlobStore;
import io.millrace.starter.messaging.ControlPublisher;
import io.millrace.starter.test.KafkaBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The one context of the module's tests: the service, a real broker, a folder of blobs. */
@SpringBootTest(
    classes = InferenceService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=inference-service",
      "millrace.inference.memory=" + InferenceContext.MEMORY + "KB",
      "millrace.inference.max-rows=50",
      "millrace.inference.max-body=64KB",
      "millrace.inference.in-flight=128KB",
      "millrace.inference.instance=test",
      "millrace.inference.scoring.scorers=1",
      "millrace.inference.scoring.max-waiting=50",
      "millrace.inference.patience=3s",
      "millrace.inference.retry-pause=50ms",
      "millrace.inference.grpc.port=0",
      "millrace.inference.follow.clients=3",
      "millrace.inference.follow.buffer=2MB",
      "millrace.inference.follow.heartbeat=300ms",
      "millrace.security.tokens.reader.role=reader",
      "millrace.security.tokens.reader.token=reader-token",
      "millrace.security.tokens.app.role=application",
      "millrace.security.tokens.app.token=application-token",
      "millrace.security.tokens.sensor.role=device",
      "millrace.security.tokens.sensor.token=device-token",
      "millrace.security.tokens.ops.role=operator",
      "millrace.security.tokens.ops.token=operator-token"
    })
abstract class InferenceContext {

  /** Of one small problem's models: of two problems that are asked in turn, one has to go. */
  static final int MEMORY = 1500;

  @LocalServerPort int port;
  @Autowired GrpcServer grpc;
  @Autowired ControlPublisher publisher;
  @Autowired BlobStore blobs;
  @Autowired ProducerFactory<String, byte[]> producers;
  @Autowired MeterRegistry meters;

  Client client;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Path folder =
        Path.of("target", "it", Long.toString(ProcessHandle.current().pid())).toAbsolutePath();
    registry.add("spring.kafka.bootstrap-servers", KafkaBroker::bootstrapServers);
    registry.add("millrace.blob.folder", () -> folder.resolve("blobs").toString());
    registry.add("millrace.inference.cache", () -> folder.resolve("cache").toString());
  }

  @BeforeEach
  void client() {
    client = new Client(port);
  }

  Scene scene(String problem) {
    return new Scene(problem, publisher, blobs, new KafkaTemplate<>(producers));
  }
}
