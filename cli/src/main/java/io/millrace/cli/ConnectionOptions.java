package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Connection;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which stack a command talks to. */
final class ConnectionOptions {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:MILLRACE_HOME:-.millrace}",
      description = "The folder of the stack (default: ${DEFAULT-VALUE}).")
  private Path home = Path.of(".millrace");

  Client connect() {
    return new Client(Connection.load(home, System.getenv()));
  }
}
