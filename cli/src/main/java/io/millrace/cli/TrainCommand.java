package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Words;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Asks for a training now. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train a problem's model now, on all that has landed.")
final class TrainCommand extends ProblemCommand {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(
      names = "--follow",
      description = "Show how far it is, and return when it has ended; 1 if it made no model.")
  private boolean follow;

  @Override
  int run(Client client) {
    Request request =
        Request.post(
            Service.TRAINING,
            Role.DATA_SCIENTIST,
            "/v1/problems/%s/runs".formatted(problem()),
            new byte[0]);
    JsonNode answer = client.ask(request);
    String run = Words.text(answer.path("run"));
    if (follow) {
      out().printf("run %s has started%n", run);
      return followed(client, run);
    }
    out()
        .printf(
            "run %s has started; 'millrace models %s' shows what comes of it%n", run, problem());
    return 0;
  }

  private int followed(Client client, String run) {
    String shown = "";
    while (true) {
      JsonNode now = state(client, run);
      String outcome = RunWords.outcome(now);
      if (!outcome.equals(shown)) {
        out().println(outcome);
        out().flush();
        shown = outcome;
      }
      if (!RunWords.isOpen(now)) {
        RunWords.usage(now).forEach(out()::println);
        return now.path("version").isNumber() ? 0 : CommandFailure.FAILED;
      }
      client.hold(LOOK);
    }
  }

  private JsonNode state(Client client, String run) {
    Request runs =
        Request.get(Service.TRAINING, Role.READER, "/v1/problems/%s/runs".formatted(problem()));
    for (JsonNode each : client.persist(runs, PATIENCE).orFail()) {
      if (each.path("run").asString("").equals(run)) {
        return each;
      }
    }
    throw CommandFailure.failed("run %s is gone".formatted(run));
  }
}
