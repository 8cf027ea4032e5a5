package io.millrace.cli;

import io.millrace.cli.connect.Answer;
import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Words;
import io.millrace.cli.state.FaultFormat;
import io.millrace.cli.state.StatedFile;
import io.millrace.problem.ProblemName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** States problems, or states them anew. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "State problems, or state them anew.")
final class ApplyCommand extends StackCommand {

  private static final int CREATED = 201;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Problem files, YAML or JSON, or folders of them.")
  private List<Path> files = List.of();

  /** One that is refused does not keep the others from being stated. */
  @Override
  int run(Client client) {
    List<StatedFile> all = StatedFile.among(files).stream().map(StatedFile::read).toList();
    List<String> refused = new ArrayList<>();
    for (StatedFile file : all) {
      try {
        apply(file, client);
      } catch (CommandFailure e) {
        refused.add(e.getMessage());
      }
    }
    if (!refused.isEmpty()) {
      throw CommandFailure.failed(String.join("\n", refused));
    }
    return 0;
  }

  /** The file goes to the service as it stands; only its name is needed here. */
  private void apply(StatedFile file, Client client) {
    ProblemName name =
        file.name()
            .orElseThrow(
                () ->
                    CommandFailure.failed(
                        file.faults().stream()
                            .map(fault -> FaultFormat.TEXT.say(file, fault))
                            .collect(Collectors.joining("\n"))));
    Answer answer =
        client.persist(
            Request.put(
                Service.INGESTION,
                Role.DATA_SCIENTIST,
                "/v1/problems/" + name,
                "application/yaml",
                file.text()),
            PATIENCE);
    if (!answer.isOk()) {
      throw CommandFailure.failed("%s: %s".formatted(file.file(), answer.complaint()));
    }
    String version = Words.text(answer.body().path("version"));
    out()
        .println(
            answer.status() == CREATED
                ? "%s is stated, version %s".formatted(name, version)
                : "%s stands at version %s".formatted(name, version));
  }
}
