package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.show.Words;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes a version out of the traffic. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Take a version out of a problem's traffic; it does not come back by itself.")
final class RollbackCommand extends DecisionCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version (default: the canary; where there is none, the champion).")
  private @Nullable Integer version;

  @Override
  int run(Client client) {
    JsonNode decided =
        post(client, "/rollback", version == null ? Map.of() : Map.of("version", version));
    int champion = RolloutTable.champion(decided);
    out()
        .printf(
            "version %s is out of the traffic of %s; %s%n",
            Words.text(decided.path("version")),
            problem(),
            champion > 0 ? "version %d answers".formatted(champion) : "no version answers");
    return 0;
  }
}
