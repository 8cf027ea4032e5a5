package io.millrace.acceptance.faults;

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
import java.time.Duration;
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

  @Override
  public Integer call() throws IOException {
    if (!part.equals("broker") && !part.equals("store")) {
      throw new HarnessFailure("--part: found '%s'; allowed: broker, store".formatted(part));
    }
    return Trial.run(options, new Trial.Cast(instances, 1, false), this::run);
  }

  private void run(Trial trial) {
    Driver driver = trial.driver();
    try (HeapWatch heap = new HeapWatch(trial.cluster().services())) {
      if (!Waiting.until(PATIENCE, driver::isServed)) {
        trial.wrong("no model served before the outage");
      }
      trial.progress().say("a model serves");
      Waiting.pause(BEFORE);
      phase("before", driver.takeHistogram(), heap, trial);
      outage(trial, heap);
      recover(trial);
      Waiting.pause(BEFORE);
      phase("after", driver.takeHistogram(), heap, trial);
    }
    driver.stop();
    Books books = trial.account();
    trial.conclude(books.truthLine(), books.line(1, 1));
  }

  private void outage(Trial trial, HeapWatch heap) {
    Part away = trial.cluster().part(part);
    trial.progress().say("the %s goes away for %d s", away.name(), time.toSeconds());
    away.kill();
    Waiting.pause(time);
    Histogram during = trial.driver().takeHistogram();
    phase("during", during, heap, trial);
    away.start();
    trial.progress().say("the %s is back", away.name());
    if (during.slowest().compareTo(ANSWER) > 0) {
      trial.wrong("an answer took %d ms".formatted(during.slowest().toMillis()));
    }
    if (during.count("503") > 0) {
      trial.wrong("%d answers 503 without Retry-After".formatted(during.count("503")));
    }
  }

  private static void phase(String name, Histogram answers, HeapWatch heap, Trial trial) {
    Progress progress = trial.progress();
    progress.say("%s: answers to devices: %s", name, answers);
    progress.say("%s: answers to applications: %s", name, trial.driver().takePredicting());
    progress.say("%s: highest heap in MB: %s", name, rounded(heap.take(), trial.cluster()));
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

  private static void recover(Trial trial) {
    long back = System.nanoTime();
    for (ServicePart service : trial.cluster().services()) {
      boolean healthy = Waiting.until(PATIENCE, service::isUp);
      double seconds = (System.nanoTime() - back) / 1e9;
      trial
          .progress()
          .say(
              "%s is %s %.1f s after the return, without a restart",
              service.name(), healthy ? "healthy" : "NOT healthy", seconds);
      if (!healthy || seconds > HEALTHY.toSeconds()) {
        trial.wrong(
            "%s was not healthy within %d s: %s"
                .formatted(service.name(), HEALTHY.toSeconds(), service.health().says()));
      }
    }
  }
}
