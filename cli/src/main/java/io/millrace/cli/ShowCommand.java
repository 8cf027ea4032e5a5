package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A command that shows what a service knows about one problem. */
abstract class ShowCommand extends ProblemCommand {

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  private final Service service;
  private final String path;

  /**
   * @param path under the problem's address
   */
  ShowCommand(Service service, String path) {
    this.service = service;
    this.path = path;
  }

  abstract void show(Client client, JsonNode answer);

  final JsonNode ask(Client client, Service which, String what) {
    String address = "/v1/problems/%s/%s".formatted(problem(), what);
    return client.ask(Request.get(which, Role.READER, address));
  }

  @Override
  int run(Client client) {
    JsonNode answer = ask(client, service, path);
    if (json) {
      printJson(answer);
    } else {
      show(client, answer);
    }
    return 0;
  }
}
