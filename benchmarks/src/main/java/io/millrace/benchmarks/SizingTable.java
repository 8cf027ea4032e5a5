package io.millrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.message.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one replica does a second, over one partition and over four, with a broker beside it on the
 * same machine; and what an event of ten features weighs where it is kept.
 */
final class SizingTable {

  /** Until the compiler is done. */
  private static final int WARM_UP = 4;

  private static final int ROWS = 500;
  private static final int REQUESTS = 400;
  private static final int SENDERS = 8;

  private final Network network = Network.usual();

  void print() throws IOException {
    say("replica", "partitions", "a second", "resident, MiB", "bytes an event");
    for (int partitions : new int[] {1, Site.PARTITIONS}) {
      take(partitions);
      score(partitions);
      watch(partitions);
    }
  }

  private static void say(String replica, Object partitions, Object rate, Object mib, String more) {
    Ratios.say(
        String.format(
            Locale.ROOT, "%-22s %10s  %12s  %13s  %s", replica, partitions, rate, mib, more));
  }

  private void take(int partitions) throws IOException {
    try (Site site = Site.taking(network, partitions);
        Lag lag =
            new Lag(site.bootstrapServers(), "ingestion-landing", List.of(Topics.EVENTS), 0)) {
      double accepted = 0;
      for (int round = 0; round <= WARM_UP; round++) {
        accepted = accepted(site, round);
        lag.awaitNone();
      }
      long rows = (WARM_UP + 1L) * REQUESTS * ROWS;
      String weight =
          "%d on the topic, %d in the store"
              .formatted(
                  bytes(site.folder().resolve("kafka"), "/" + Topics.EVENTS + "-") / rows,
                  bytes(site.folder().resolve("blobs"), ".parquet") / rows);
      long mib = site.replica().residentMebibytes();
      say("ingestion, accepting", partitions, Math.round(accepted), mib, weight);

      double landed = 0;
      for (int round = 0; round <= 1; round++) {
        long began = System.nanoTime();
        StreamRatio.send(site, network, WARM_UP + 1 + round);
        lag.awaitNone();
        landed = StreamRatio.EVENTS * 1e9 / (System.nanoTime() - began);
      }
      say(
          "ingestion, landing",
          partitions,
          Math.round(landed),
          site.replica().residentMebibytes(),
          "from the first that is sent to the last that has landed");
    }
  }

  /** Rows a second that are on the topic, of requests with {@value #ROWS} rows of CSV each. */
  private double accepted(Site site, int round) {
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    try (HttpClient http = HttpClient.newHttpClient();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        all.add(
            senders.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < REQUESTS; n = next.getAndIncrement()) {
                    post(http, site, csv(round * REQUESTS + n));
                  }
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
      return (double) REQUESTS * ROWS * 1e9 / (System.nanoTime() - began);
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String csv(int number) {
    Random random = new Random(number);
    StringBuilder csv = new StringBuilder(String.join(",", network.names())).append('\n');
    for (int row = 0; row < ROWS; row++) {
      csv.append(
              network.names().stream()
                  .map(_ -> Double.toString(random.nextGaussian()))
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    return csv.toString();
  }

  private static void post(HttpClient http, Site site, String csv)
      throws IOException, InterruptedException {
    String address =
        "http://127.0.0.1:%d/v1/problems/%s/events".formatted(site.port(), Site.PROBLEM);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + Replica.TOKEN)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(csv, UTF_8))
            .build();
    int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
    if (status != 202) {
      throw new IllegalStateException("events were answered with " + status);
    }
  }

  private void score(int partitions) throws IOException {
    try (Site site = Site.start(network, "tomcat", partitions);
        OutputWatch predictions = new OutputWatch(site.bootstrapServers(), Topics.PREDICTIONS)) {
      double rate = 0;
      for (int round = 0; round <= WARM_UP; round++) {
        StreamRatio.score(site, network, predictions, round);
        rate = predictions.perSecond(StreamRatio.EVENTS);
      }
      long each =
          bytes(site.folder().resolve("kafka"), "/" + Topics.PREDICTIONS + "-")
              / ((WARM_UP + 1L) * StreamRatio.EVENTS);
      say(
          "inference, streams",
          partitions,
          Math.round(rate),
          site.replica().residentMebibytes(),
          each + " of its prediction on the topic");
    }
  }

  private void watch(int partitions) throws IOException {
    try (Site site = Site.watching(network, partitions);
        Backlog backlog = new Backlog(site.bootstrapServers(), network)) {
      double rate = 0;
      for (int round = 0; round <= WARM_UP; round++) {
        rate = backlog.perSecond(round, false);
      }
      say(
          "monitoring",
          partitions,
          Math.round(rate),
          site.replica().residentMebibytes(),
          "%d MiB of state in all".formatted(bytes(site.folder().resolve("state"), "") >> 20));
    }
  }

  private static long bytes(Path folder, String part) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().contains(part) && !file.toString().contains("index"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
