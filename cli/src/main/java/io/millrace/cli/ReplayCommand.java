package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.replay.Replay;
import io.millrace.cli.replay.Settings;
import io.millrace.cli.replay.Tally;
import io.millrace.cli.show.Words;
import java.io.Console;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends files of rows as events. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Send the rows of files as events, in order: CSV, TSV (with a header line) or one JSON"
            + " object a line.")
final class ReplayCommand extends ProblemCommand {

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The files.")
  private List<Path> files = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Rows a second (default: all it takes).")
  private @Nullable Integer rate;

  @Option(
      names = "--labels-after",
      paramLabel = "N",
      defaultValue = "0",
      description = "Send each row's true value N rows later (default: in the row).")
  private int labelsAfter;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "500",
      description = "Rows a request, at most (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Override
  int run(Client client) {
    check();
    Console console = System.console();
    Settings settings =
        new Settings(
            rate == null ? OptionalInt.empty() : OptionalInt.of(rate),
            labelsAfter,
            batch,
            HexFormat.of().toHexDigits(new SecureRandom().nextInt()));
    Replay replay =
        new Replay(
            client,
            Definition.fetch(client, problem()),
            settings,
            err(),
            console != null && console.isTerminal());
    try {
      replay.run(files);
    } finally {
      summarise(replay);
    }
    Tally tally = replay.tally();
    return tally.refused() + tally.refusedLabels() == 0 ? 0 : CommandFailure.REFUSED;
  }

  private void check() {
    if ((rate != null && rate < 1) || labelsAfter < 0 || batch < 1 || batch > 10_000) {
      throw CommandFailure.misused(
          "found --rate %s --labels-after %d --batch %d; allowed: a rate of 1 or more, labels after"
                  .formatted(rate == null ? "none" : rate, labelsAfter, batch)
              + " 0 or more rows, a batch of 1 to 10000");
    }
  }

  private void summarise(Replay replay) {
    Tally tally = replay.tally();
    long nanos = replay.elapsed();
    out()
        .printf(
            "%s rows in %s s (%s/s): %s accepted, %s refused%s%n",
            Words.count(tally.rows()),
            String.format(Locale.ROOT, "%.1f", nanos / (double) TimeUnit.SECONDS.toNanos(1)),
            Words.count(tally.rate(nanos)),
            Words.count(tally.accepted()),
            Words.count(tally.refused()),
            tally.unsent() == 0 ? "" : ", %s not sent".formatted(Words.count(tally.unsent())));
    if (tally.labels() > 0) {
      out()
          .printf(
              "%s labels sent: %s accepted, %s refused%n",
              Words.count(tally.labels()),
              Words.count(tally.labels() - tally.refusedLabels()),
              Words.count(tally.refusedLabels()));
    }
    tally.first().forEach(refusal -> out().println("  " + refusal));
    long more = tally.refused() + tally.refusedLabels() - tally.first().size();
    if (more > 0) {
      out().println("  and " + Words.count(more) + " more");
    }
  }
}
