package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Words;
import io.millrace.problem.ProblemName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Asks for a training now. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train a problem's model now, on all that has landed.")
final class TrainCommand extends StackCommand {

  @Parameters(
      index = "0",
      paramLabel = "PROBLEM",
      converter = ProblemParameter.class,
      description = "The problem's name.")
  private ProblemName problem = new ProblemName("none");

  @Override
  int run(Client client) {
    Request request =
        Request.post(
            Service.TRAINING,
            Role.DATA_SCIENTIST,
            "/v1/problems/%s/runs".formatted(problem),
            new byte[0]);
    JsonNode answer = client.ask(request);
    out()
        .printf(
            "run %s has started; 'millrace models %s' shows what comes of it%n",
            Words.text(answer.path("run")), problem);
    return 0;
  }
}
