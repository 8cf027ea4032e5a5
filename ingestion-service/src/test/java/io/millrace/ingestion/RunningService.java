package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingestion.land.Parquet;
import io.millrace.message.DataArrived;
import io.millrace.message.Topics;
import io.millrace.starter.messaging.CloudEventHeaders;
import io.millrace.starter.messaging.MillraceJson;
import io.millrace.starter.test.KafkaBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** One broker, one service and one folder of blobs for all tests; each test has its own problem. */
@SpringBootTest(
    classes = IngestionService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=ingestion-service",
      "millrace.ingestion.land.max-rows=200",
      "millrace.ingestion.land.max-age=1s",
      "millrace.ingestion.max-body=100KB",
      "millrace.ingestion.max-unpacked=300KB",
      "millrace.ingestion.in-flight=4MB",
      "millrace.ingestion.body-timeout=3s",
      "server.tomcat.connection-timeout=2s",
      "millrace.topics.partitions=2"
    })
abstract class RunningService {

  static final Path BLOBS = Path.of("target", "blobs", UUID.randomUUID().toString());
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @Autowired KafkaListenerEndpointRegistry containers;
  @Autowired KafkaTemplate<String, byte[]> kafka;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.kafka.bootstrap-servers", KafkaBroker::bootstrapServers);
    registry.add("millrace.blob.folder", BLOBS::toString);
    for (String role : List.of("data-scientist", "device", "reader", "application", "operator")) {
      registry.add("millrace.security.tokens.%s.role".formatted(role), () -> role);
      registry.add("millrace.security.tokens.%s.token".formatted(role), () -> token(role));
    }
  }

  static String token(String role) {
    return "a-long-enough-token-of-the-" + role;
  }

  record Answer(int status, JsonNode json, HttpResponse<byte[]> response) {

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Answer put(String problem, String yaml) {
    return send("PUT", "/v1/problems/" + problem, "data-scientist", "application/yaml", yaml);
  }

  Answer post(String path, String type, String body) {
    return send("POST", "/v1/problems/" + path, "device", type, body);
  }

  Answer get(String path) {
    return send("GET", "/v1/problems" + path, "reader", "", "");
  }

  Answer send(String method, String path, String role, String type, String body) {
    Map<String, String> headers = new HashMap<>();
    if (!role.isEmpty()) {
      headers.put("Authorization", "Bearer " + token(role));
    }
    if (!type.isEmpty()) {
      headers.put("Content-Type", type);
    }
    return send(method, path, body.getBytes(UTF_8), headers);
  }

  Answer send(String method, String path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(), MillraceJson.mapper().readTree(response.body()), response);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** States a problem of its own for a test. */
  String rooms() {
    return rooms("classification");
  }

  String rooms(String task) {
    String name = "rooms-" + UUID.randomUUID().toString().replace("-", "");
    String yaml =
        """
        problem: %s
        define: { task: %s, target: occupied }
        data:
          time: at
          key: room
          features:
            temperature: number
            humidity: { type: number, range: [0, 100], optional: true }
            mode: { type: category, values: [heat, cool], optional: true }
        """
            .formatted(name, task);
    Answer answer = put(name, yaml);
    if (answer.status() != 201) {
      throw new AssertionError(answer);
    }
    return name;
  }

  /** What DuckDB says of a problem's landed files; {@code FILES} stands for them. */
  static List<String> landed(String problem, String folder, String sql) {
    Path path = BLOBS.resolve("problems").resolve(problem).resolve(folder);
    return Files.isDirectory(path)
        ? Parquet.query(path.resolve("*").resolve("*.parquet"), sql)
        : List.of();
  }

  /** The announcements about a problem, from the first. */
  static List<DataArrived> arrivals(String problem) {
    return records(Topics.DATA_ARRIVED, record -> problem.equals(record.key())).stream()
        .map(record -> MillraceJson.mapper().readValue(record.value(), DataArrived.class))
        .toList();
  }

  /** The records of a topic as it stands that fit. */
  static List<ConsumerRecord<String, byte[]>> records(
      String topic, Predicate<ConsumerRecord<String, byte[]>> fits) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", KafkaBroker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      }
    }
    return found.stream().filter(fits).toList();
  }

  /** Whether a record is about a problem. */
  static Predicate<ConsumerRecord<String, byte[]>> of(String problem) {
    return record ->
        CloudEventHeaders.problem(record.headers())
            .filter(name -> name.value().equals(problem))
            .isPresent();
  }
}
