package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.part.HarnessFailure;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code millrace-faults}. */
@Command(
    name = "millrace-faults",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Runs Millrace as separate processes, does harm to them, and accounts for every event.",
      "Without a command: kills."
    },
    subcommands = {KillsCommand.class, SwapsCommand.class, OutageCommand.class, SoakCommand.class})
public final class FaultsMain {

  private FaultsMain() {}

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "millrace-faults-logback.xml");
    System.exit(run(args));
  }

  /** Its exit code. */
  static int run(String... args) {
    CommandLine command = new CommandLine(new FaultsMain());
    command.setExecutionExceptionHandler(FaultsMain::explain);
    return command.execute(withCommand(args));
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof HarnessFailure) {
      command.getErr().println(failure.getMessage());
      return 2;
    }
    throw failure;
  }

  private static String[] withCommand(String... args) {
    boolean named =
        args.length == 0
            || !args[0].startsWith("-")
            || Stream.of("--help", "-h", "--version", "-V").anyMatch(args[0]::equals);
    return named && args.length > 0
        ? args
        : Stream.concat(Stream.of("kills"), Stream.of(args)).toArray(String[]::new);
  }
}
