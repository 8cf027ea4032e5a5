package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Connection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which stack a command talks to. */
final class ConnectionOptions {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:MILLRACE_HOME:-.millrace}",
      description = "The folder of the stack (default: ${DEFAULT-VALUE}).")
  private Path home = Path.of(".millrace");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  Client connect() {
    return new Client(Connection.load(folder(), System.getenv()));
  }

  /** Another stack than the one that is usually talked to: the environment says nothing of it. */
  Client connect(Context context) {
    return new Client(Connection.load(context.in(home), Map.of()));
  }

  /** Which stack is usually talked to; empty for this machine's own. */
  Optional<Context> context() {
    return command.root().userObject() instanceof Millrace millrace
        ? millrace.context()
        : Optional.empty();
  }

  private Path folder() {
    return context().map(context -> context.in(home)).orElse(home);
  }
}
