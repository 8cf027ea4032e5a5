package io.millrace.cli;

import io.millrace.cli.connect.Client;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lets a version take all of the traffic. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = "Let a version answer all of a problem's traffic.")
final class PromoteCommand extends DecisionCommand {

  @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
  private int version;

  @Override
  int run(Client client) {
    JsonNode _ = post(client, "/promote", Map.of("version", version));
    out().printf("version %d of %s answers from here on%n", version, problem());
    return 0;
  }
}
