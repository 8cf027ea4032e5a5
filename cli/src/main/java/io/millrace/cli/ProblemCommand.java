package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.problem.ProblemName;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A command that shows what a service knows about one problem. */
abstract class ProblemCommand extends StackCommand {

  @Parameters(
      index = "0",
      paramLabel = "PROBLEM",
      converter = ProblemParameter.class,
      description = "The problem's name.")
  private ProblemName problem = new ProblemName("none");

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  private final Service service;
  private final String path;

  /**
   * @param path under the problem's address
   */
  ProblemCommand(Service service, String path) {
    this.service = service;
    this.path = path;
  }

  abstract void show(Client client, JsonNode answer);

  final ProblemName problem() {
    return problem;
  }

  final JsonNode ask(Client client, Service which, String what) {
    String address = "/v1/problems/%s/%s".formatted(problem, what);
    return client.ask(Request.get(which, Role.READER, address));
  }

  @Override
  final int run(Client client) {
    JsonNode answer = ask(client, service, path);
    if (json) {
      printJson(answer);
    } else {
      show(client, answer);
    }
    return 0;
  }
}
