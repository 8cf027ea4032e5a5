package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Words;
import io.millrace.cli.state.Change;
import io.millrace.cli.state.FaultFormat;
import io.millrace.cli.state.StatedFile;
import io.millrace.problem.ProblemName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What problem files say otherwise than the stack knows. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Show what applying problem files would change.")
final class DiffCommand extends StackCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Problem files, YAML or JSON, or folders of them.")
  private List<Path> files = List.of();

  @Override
  int run(Client client) {
    List<StatedFile> all = StatedFile.among(files).stream().map(StatedFile::read).toList();
    Map<String, JsonNode> stated = new LinkedHashMap<>();
    client
        .ask(Request.get(Service.INGESTION, Role.READER, "/v1/problems"))
        .forEach(problem -> stated.put(Words.text(problem.path("problem")), problem));
    for (StatedFile file : all) {
      ProblemName name = name(file);
      show(name, stated.remove(name.value()), file);
    }
    if (!stated.isEmpty()) {
      out()
          .println(
              "stated there, and in none of these files: " + String.join(", ", stated.keySet()));
    }
    return 0;
  }

  private static ProblemName name(StatedFile file) {
    if (!file.faults().isEmpty()) {
      throw CommandFailure.failed(FaultFormat.TEXT.say(file, file.faults().getFirst()));
    }
    return file.name().orElseThrow();
  }

  private void show(ProblemName name, @Nullable JsonNode stated, StatedFile file) {
    if (stated == null) {
      out().println(name + " is new");
      return;
    }
    List<Change> changes = Change.between(stated.path("definition"), file.tree());
    String version = Words.text(stated.path("version"));
    if (changes.isEmpty()) {
      out().printf("%s stands at version %s as in its file%n", name, version);
    } else {
      out().printf("%s changes from version %s:%n", name, version);
      changes.forEach(change -> out().println("  " + change));
    }
  }
}
