package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.show.Table;
import java.io.PrintWriter;
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

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final void print(Table table) {
    table.lines().forEach(out()::println);
  }

  final void printJson(JsonNode json) {
    out().println(json.toPrettyString());
  }
}
