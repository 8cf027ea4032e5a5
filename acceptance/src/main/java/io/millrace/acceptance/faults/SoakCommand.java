package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.account.Bookkeeping;
import io.millrace.acceptance.faults.account.Books;
import io.millrace.acceptance.faults.drive.Driver;
import io.millrace.acceptance.faults.measure.Chart;
import io.millrace.acceptance.faults.measure.Sample;
import io.millrace.acceptance.faults.measure.SampleFile;
import io.millrace.acceptance.faults.measure.Sampler;
import io.millrace.acceptance.faults.measure.Trend;
import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.Progress;
import io.millrace.acceptance.faults.part.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A long time at a steady rate, without faults: does anything grow? */
@Command(
    name = "soak",
    description =
        "Runs at a steady rate for a long time and watches memory, file handles, threads and lag."
            + " Ends with 0 only if none of them grows, and no event is missing or doubled.")
final class SoakCommand implements Callable<Integer> {

  private static final Duration BETWEEN = Duration.ofSeconds(5);

  /** Of the whole: caches fill, code is compiled, pools grow to their size. */
  private static final double WARM = 1 / 3.0;

  @Mixin private final Options options = new Options();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "30m",
      converter = Lengths.class,
      description = "How long (default: ${DEFAULT-VALUE}).")
  private Duration time = Duration.ofMinutes(30);

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      defaultValue = "soak.csv",
      description = "Where the samples go (default: ${DEFAULT-VALUE}).")
  private Path csv = Path.of("soak.csv");

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      defaultValue = "docs/soak.svg",
      description = "Where the picture goes (default: ${DEFAULT-VALUE}).")
  private Path svg = Path.of("docs/soak.svg");

  private final Progress progress = new Progress(System.out);

  @Override
  public Integer call() throws IOException {
    Path home = options.home();
    List<String> faults;
    try (Cluster cluster = Cluster.start(options.cluster(home, 1), progress)) {
      faults = run(cluster);
    }
    faults.forEach(fault -> progress.result("wrong: %s", fault));
    options.tidy(home, faults.isEmpty());
    if (!faults.isEmpty()) {
      progress.say("logs and data are kept in %s", home);
    }
    return faults.isEmpty() ? 0 : 1;
  }

  private List<String> run(Cluster cluster) throws IOException {
    Driver driver = new Driver(cluster, 1, false);
    driver.start(options.rate, progress);
    List<Sample> samples = watch(cluster);
    driver.stop();
    progress.say("sent %d events; answers: %s", driver.ledger().sent(), driver.takeHistogram());
    SampleFile.write(csv, samples);
    String title = "%d events a second for %d minutes".formatted(options.rate, time.toMinutes());
    Files.writeString(svg, Chart.svg(title, samples));
    progress.say("samples are in %s, the picture is %s", csv, svg);
    List<String> faults = new ArrayList<>(judge(samples, cluster));
    try (Bookkeeping bookkeeping = new Bookkeeping(cluster, driver.ledger(), progress)) {
      Books books = bookkeeping.settle();
      books.show(progress);
      faults.addAll(books.faults());
      progress.result(books.truthLine());
      progress.result(books.line(0, 1));
    }
    faults.addAll(cluster.fallen());
    faults.addAll(driver.refusals());
    return faults;
  }

  private List<Sample> watch(Cluster cluster) {
    long end = System.nanoTime() + time.toNanos();
    long said = System.nanoTime();
    try (Sampler sampler = new Sampler(cluster)) {
      while (System.nanoTime() < end) {
        sampler.look();
        Waiting.pause(BETWEEN);
        if (System.nanoTime() - said > Duration.ofMinutes(1).toNanos()) {
          said = System.nanoTime();
          progress.say("%d samples", sampler.samples().size());
        }
      }
      return sampler.samples();
    }
  }

  /** Azurite keeps what it knows of every blob in memory, which no cloud does. */
  private List<String> judge(List<Sample> samples, Cluster cluster) {
    List<String> faults = new ArrayList<>();
    for (Trend trend : Trend.of(samples, time.toSeconds() * WARM)) {
      progress.result("%s", trend);
      if (!trend.isFlat() && !trend.part().equals(cluster.store().name())) {
        faults.add("growing: " + trend);
      }
    }
    return faults;
  }
}
