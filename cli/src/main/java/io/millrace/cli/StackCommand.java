package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.show.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that talks to a stack. */
abstract class StackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  /** Does what the command is for, and returns its exit code. */
  abstract int run(Client client);

  @Override
  public final Integer call() {
    try (Client client = connection.connect()) {
      return run(client);
    } finally {
      out().flush();
      err().flush();
    }
  }

  /** Another stack than the one that {@link #run} is given. */
  final Client connect(Context context) {
    return connection.connect(context);
  }

  /** Which stack {@link #run} is given; empty for this machine's own. */
  final Optional<Context> context() {
    return connection.context();
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final void print(Table table) {
    table.lines().forEach(out()::println);
  }

  /**
   * Writes a page, and says where it is.
   *
   * @param what it is
   */
  final void save(Path file, byte[] page, String what) {
    try {
      Files.write(file, page);
    } catch (IOException e) {
      throw CommandFailure.failed("cannot write %s: %s".formatted(file, e.getMessage()));
    }
    err().println("%s is in %s".formatted(what, file));
  }

  final void printJson(JsonNode json) {
    out().println(json.toPrettyString());
  }
}
