package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Ends a training that is not wanted. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Cancel a training; it makes no model and is not tried again.")
final class CancelCommand extends ProblemCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The training, as 'millrace runs' names it (default: the one that is on).")
  private @Nullable String run;

  @Override
  int run(Client client) {
    String cancelled = run == null ? open(client) : run;
    client.ask(
        Request.post(
            Service.TRAINING,
            Role.DATA_SCIENTIST,
            "/v1/problems/%s/runs/%s/cancel".formatted(problem(), named(cancelled)),
            new byte[0]));
    out().printf("run %s is cancelled%n", cancelled);
    return 0;
  }

  private String open(Client client) {
    JsonNode runs =
        client.ask(
            Request.get(
                Service.TRAINING, Role.READER, "/v1/problems/%s/runs".formatted(problem())));
    for (JsonNode each : runs) {
      if (RunWords.isOpen(each)) {
        return each.path("run").asString("");
      }
    }
    throw CommandFailure.failed("no training of %s is on".formatted(problem()));
  }

  private static String named(String run) {
    if (!run.matches("[A-Za-z0-9._-]{1,100}")) {
      throw CommandFailure.misused("'%s' is no training's name".formatted(run));
    }
    return run;
  }
}
