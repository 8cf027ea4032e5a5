package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.account.Bookkeeping;
import io.millrace.acceptance.faults.account.Books;
import io.millrace.acceptance.faults.drive.Driver;
import io.millrace.acceptance.faults.drive.Histogram;
import io.millrace.acceptance.faults.measure.HeapWatch;
import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.HarnessFailure;
import io.millrace.acceptance.faults.part.Part;
import io.millrace.acceptance.faults.part.Progress;
import io.millrace.acceptance.faults.part.ServicePart;
import io.millrace.acceptance.faults.part.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the broker or the store away for a while, under load. */
@Command(
    name = "outage",
    description =
        "Takes the broker or the store away under load. Ends with 0 only if no event is missing or"
            + " doubled, every answer came in time, every service is healthy soon after and none"
            + " was restarted.")
final class OutageCommand implements Callable<Integer> {

  private static final Duration BEFORE = Duration.ofSeconds(30);
  private static final Duration HEALTHY = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Ten seconds are promised; a slow machine may need a little to write an answer. */
  private static final Duration ANSWER = Duration.ofSeconds(12);

  @Mixin private final Options options = new Options();

  @Option(names = "--part", paramLabel = "PART", required = true, description = "broker or store.")
  private String part = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Lengths.class,
      description = "How long (default: ${DEFAULT-VALUE}).")
  private Duration time = Duration.ofSeconds(60);

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of each service (default: ${DEFAULT-VALUE}).")
  private int instances;

  private final Progress progress = new Progress(System.out);

  @Override
  public Integer call() throws IOException {
    if (!part.equals("broker") && !part.equals("store")) {
      throw new HarnessFailure("--part: found '%s'; allowed: broker, store".formatted(part));
    }
    Path home = options.home();
    List<String> faults;
    try (Cluster cluster = Cluster.start(options.cluster(home, instances), progress)) {
      faults = run(cluster);
    }
    faults.forEach(fault -> progress.result("wrong: %s", fault));
    options.tidy(home, faults.isEmpty());
    if (!faults.isEmpty()) {
      progress.say("logs and data are kept in %s", home);
    }
    return faults.isEmpty() ? 0 : 1;
  }

  private List<String> run(Cluster cluster) {
    List<String> faults = new ArrayList<>();
    Driver driver = new Driver(cluster, 1, false);
    driver.start(options.rate, progress);
    try (HeapWatch heap = new HeapWatch(cluster.services())) {
      if (!Waiting.until(PATIENCE, driver::isServed)) {
        faults.add("no model served before the outage");
      }
      progress.say("a model serves");
      Waiting.pause(BEFORE);
      phase("before", driver.takeHistogram(), driver, heap, cluster);
      outage(cluster, driver, heap, faults);
      recover(cluster, faults);
      Waiting.pause(BEFORE);
      phase("after", driver.takeHistogram(), driver, heap, cluster);
    }
    driver.stop();
    try (Bookkeeping bookkeeping = new Bookkeeping(cluster, driver.ledger(), progress)) {
      Books books = bookkeeping.settle();
      books.show(progress);
      faults.addAll(books.faults());
      progress.result(books.truthLine());
      progress.result(books.line(1, 1));
    }
    faults.addAll(cluster.fallen());
    faults.addAll(driver.refusals());
    return faults;
  }

  private void outage(Cluster cluster, Driver driver, HeapWatch heap, List<String> faults) {
    Part away = cluster.part(part);
    progress.say("the %s goes away for %d s", away.name(), time.toSeconds());
    away.kill();
    Waiting.pause(time);
    Histogram during = driver.takeHistogram();
    phase("during", during, driver, heap, cluster);
    away.start();
    progress.say("the %s is back", away.name());
    if (during.slowest().compareTo(ANSWER) > 0) {
      faults.add("an answer took %d ms".formatted(during.slowest().toMillis()));
    }
    if (during.count("503") > 0) {
      faults.add("%d answers 503 without Retry-After".formatted(during.count("503")));
    }
  }

  private void phase(
      String name, Histogram answers, Driver driver, HeapWatch heap, Cluster cluster) {
    progress.say("%s: answers to devices: %s", name, answers);
    progress.say("%s: answers to applications: %s", name, driver.takePredicting());
    progress.say("%s: highest heap in MB: %s", name, rounded(heap.take(), cluster));
  }

  /** With what the JVM allows; one that needed more would end. */
  private static String rounded(Map<String, Double> heaps, Cluster cluster) {
    return cluster.services().stream()
        .filter(service -> heaps.containsKey(service.name()))
        .map(
            service ->
                "%s %.0f of %d"
                    .formatted(
                        service.name(),
                        heaps.getOrDefault(service.name(), 0.0),
                        service.kind().heap()))
        .collect(Collectors.joining(", "));
  }

  private void recover(Cluster cluster, List<String> faults) {
    long back = System.nanoTime();
    for (ServicePart service : cluster.services()) {
      boolean healthy = Waiting.until(PATIENCE, service::isUp);
      double seconds = (System.nanoTime() - back) / 1e9;
      progress.say(
          "%s is %s %.1f s after the return, without a restart",
          service.name(), healthy ? "healthy" : "NOT healthy", seconds);
      if (!healthy || seconds > HEALTHY.toSeconds()) {
        faults.add(
            "%s was not healthy within %d s: %s"
                .formatted(service.name(), HEALTHY.toSeconds(), service.health().says()));
      }
    }
  }
}
