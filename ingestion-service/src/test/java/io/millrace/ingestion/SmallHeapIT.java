package io.millrace.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.starter.test.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A service in a JVM of its own, whose heap is far smaller than what is sent to it at once. */
class SmallHeapIT {

  private static final Path FOLDER = Path.of("target", "small-heap", UUID.randomUUID().toString());
  private static final String PROBLEM = "rooms";
  private static final String NDJSON = "application/x-ndjson";
  private static final int AT_ONCE = 60;

  @Test
  void memoryIsBoundedHoweverMuchComesAtOnce() throws Exception {
    int port = freePort();
    Process process = start(port);
    try {
      OneService service = new OneService(port);
      Awaitility.await()
          .atMost(Duration.ofSeconds(120))
          .ignoreExceptionsMatching(e -> true)
          .until(() -> put(service) == 201);

      Map<Integer, Long> answers = flood(service);

      assertThat(answers.keySet()).isSubsetOf(202, 413, 429, 503);
      assertThat(answers).containsKeys(202, 429);
      assertThat(process.isAlive()).isTrue();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> service.events(PROBLEM, NDJSON, rows(10)).status() == 202);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static int put(OneService service) {
    try {
      return service.put(PROBLEM).status();
    } catch (AssertionError notYet) {
      return 0;
    }
  }

  /** Many small rows, many that are refused, few long ones, and all of it packed. */
  private static Map<Integer, Long> flood(OneService service) throws Exception {
    byte[] small = rows(20_000);
    byte[] refused = "5\n".repeat(20_000).getBytes(UTF_8);
    byte[] large =
        "{\"temperature\":1,\"other\":\"%s\"}\n"
            .formatted("x".repeat(60_000))
            .repeat(130)
            .getBytes(UTF_8);
    byte[] packed = gzip(large);
    List<Callable<OneService.Answer>> requests = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i += 4) {
      requests.add(() -> service.events(PROBLEM, NDJSON, small));
      requests.add(() -> service.events(PROBLEM, NDJSON, refused));
      requests.add(() -> service.events(PROBLEM, NDJSON, large));
      requests.add(() -> service.events(PROBLEM, NDJSON, packed, "Content-Encoding", "gzip"));
    }
    List<OneService.Answer> answers = new ArrayList<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 3; round++) {
        for (Future<OneService.Answer> answer : senders.invokeAll(requests)) {
          answers.add(get(answer));
        }
      }
    }
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 429 || answer.status() == 503)
        .allMatch(answer -> answer.retryAfter().isPresent());
    return answers.stream()
        .collect(Collectors.groupingBy(OneService.Answer::status, Collectors.counting()));
  }

  private static OneService.Answer get(Future<OneService.Answer> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static byte[] rows(int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append("{\"temperature\":%d,\"room\":\"r%d\"}\n".formatted(i, i % 100));
    }
    return rows.toString().getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static Process start(int port) throws IOException {
    Files.createDirectories(FOLDER);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            IngestionService.class.getName()));
    command.addAll(
        List.of(
            OneService.arguments(
                KafkaBroker.bootstrapServers(),
                FOLDER.resolve("blobs").toString(),
                "--server.port=" + port,
                "--millrace.ingestion.in-flight=48MB",
                "--millrace.ingestion.land.max-bytes=16MB")));
    File log = FOLDER.resolve("service.log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
