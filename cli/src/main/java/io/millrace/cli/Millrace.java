package io.millrace.cli;

import io.millrace.cli.connect.CommandFailure;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code millrace}, and where its subcommands come together. */
@Command(
    name = "millrace",
    mixinStandardHelpOptions = true,
    version = "millrace 0.1.0",
    description = "Keeps machine-learning models true to a world that moves.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 it did not work, 2 it was asked for wrongly, 3 some rows were refused."
    })
public final class Millrace {

  @Option(
      names = "--context",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      converter = Context.Parameter.class,
      defaultValue = "${env:MILLRACE_CONTEXT}",
      description = "Another stack than this machine's own, of those in DIR/contexts.")
  private @Nullable Context context;

  private Millrace() {}

  Optional<Context> context() {
    return Optional.ofNullable(context);
  }

  /**
   * The command line; {@code execute} it.
   *
   * @param further subcommands, annotated objects, that stand before those of this module
   */
  public static CommandLine commandLine(Object... further) {
    CommandLine line = new CommandLine(new Millrace());
    for (Object command : further) {
      line.addSubcommand(command);
    }
    line.addSubcommand(new StatusCommand())
        .addSubcommand(new ValidateCommand())
        .addSubcommand(new DiffCommand())
        .addSubcommand(new ApplyCommand())
        .addSubcommand(new ReplayCommand())
        .addSubcommand(new RejectedCommand())
        .addSubcommand(new PredictCommand())
        .addSubcommand(new ModelsCommand())
        .addSubcommand(new ReplayModelCommand())
        .addSubcommand(new TrafficCommand())
        .addSubcommand(new PromoteCommand())
        .addSubcommand(new RollbackCommand())
        .addSubcommand(new ExplainCommand())
        .addSubcommand(new ReproduceCommand())
        .addSubcommand(new RunsCommand())
        .addSubcommand(new DriftCommand())
        .addSubcommand(new PerformanceCommand())
        .addSubcommand(new AlertsCommand())
        .addSubcommand(new TrainCommand())
        .addSubcommand(new ImportCommand())
        .addSubcommand(new CancelCommand());
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(Millrace::correct);
    return line.setExecutionExceptionHandler(Millrace::explain);
  }

  /** Talks to a running stack; to run one, the quickstart adds its subcommands. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  private static int correct(ParameterException failure, String[] args) {
    CommandLine line = failure.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("millrace: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("see: " + line.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return CommandFailure.MISUSED;
  }

  private static int explain(Exception failure, CommandLine line, ParseResult result) {
    PrintWriter err = line.getErr();
    boolean ours = failure.getClass().getName().startsWith("io.millrace.");
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    err.println(
        "millrace: "
            + (ours
                ? message
                : failure.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message)));
    if (System.getenv("MILLRACE_DEBUG") != null) {
      failure.printStackTrace(err);
    }
    err.flush();
    return failure instanceof CommandFailure known ? known.exitCode() : CommandFailure.FAILED;
  }
}
