package io.millrace.acceptance.faults;

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

  @Override
  public Integer call() throws IOException {
    return Trial.run(options, new Trial.Cast(1, 1, false), this::run);
  }

  private void run(Trial trial) throws IOException {
    Driver driver = trial.driver();
    Progress progress = trial.progress();
    List<Sample> samples = watch(trial.cluster(), progress);
    driver.stop();
    progress.say("sent %d events; answers: %s", driver.ledger().sent(), driver.takeHistogram());
    SampleFile.write(csv, samples);
    String title = "%d events a second for %d minutes".formatted(options.rate, time.toMinutes());
    Files.writeString(svg, Chart.svg(title, samples));
    progress.say("samples are in %s, the picture is %s", csv, svg);
    judge(samples, trial);
    Books books = trial.account();
    trial.conclude(books.truthLine(), books.line(0, 1));
  }

  private List<Sample> watch(Cluster cluster, Progress progress) {
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
  private void judge(List<Sample> samples, Trial trial) {
    String store = trial.cluster().store().name();
    for (Trend trend : Trend.of(samples, time.toSeconds() * WARM)) {
      trial.progress().result("%s", trend);
      if (!trend.isFlat() && !trend.part().equals(store)) {
        trial.wrong("growing: " + trend);
      }
    }
  }
}
