package io.millrace.cli;

import io.millrace.cli.connect.Answer;
import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Words;
import io.millrace.problem.ProblemError;
import io.millrace.problem.ProblemFile;
import io.millrace.problem.ProblemName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** States a problem, or states it anew. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "State a problem, or state it anew.")
final class ApplyCommand extends StackCommand {

  private static final int CREATED = 201;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Reads JSON too, which is YAML. */
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  @Parameters(index = "0", paramLabel = "FILE", description = "The problem file, YAML or JSON.")
  private Path file = Path.of("");

  @Override
  int run(Client client) {
    String text = read();
    ProblemName name = name(text);
    String address = "/v1/problems/" + name;
    Answer answer =
        client.persist(
            Request.put(Service.INGESTION, Role.DATA_SCIENTIST, address, "application/yaml", text),
            PATIENCE);
    if (!answer.isOk()) {
      throw CommandFailure.failed("%s: %s".formatted(file, answer.complaint()));
    }
    String version = Words.text(answer.body().path("version"));
    out()
        .println(
            answer.status() == CREATED
                ? "%s is stated, version %s".formatted(name, version)
                : "%s stands at version %s".formatted(name, version));
    return 0;
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw CommandFailure.misused("there is no file " + file);
    } catch (IOException e) {
      throw CommandFailure.misused("cannot read %s: %s".formatted(file, e.getMessage()));
    }
  }

  /** The file goes to the service as it stands; only its name is needed here. */
  private ProblemName name(String text) {
    Map<String, @Nullable Object> tree = tree(text);
    if (tree.get("problem") instanceof String name && ProblemName.isValid(name)) {
      return new ProblemName(name);
    }
    String errors =
        switch (ProblemFile.read(tree)) {
          case ProblemFile.Refused(var all) ->
              all.stream().map(ProblemError::toString).collect(Collectors.joining("\n  "));
          case ProblemFile.Accepted _ -> "";
        };
    throw CommandFailure.failed("%s is no problem file:%n  %s".formatted(file, errors));
  }

  private Map<String, @Nullable Object> tree(String text) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (tree.isObject()) {
        return YAML.convertValue(tree, new TypeReference<>() {});
      }
      throw CommandFailure.failed(
          tree.isMissingNode() || tree.isNull()
              ? file + " is empty"
              : file + " holds no keys and values; see docs/problem-file.md");
    } catch (JacksonException e) {
      String where =
          e.getLocation() == null ? "" : ", line %d".formatted(e.getLocation().getLineNr());
      throw CommandFailure.failed(
          "%s is no YAML%s: %s"
              .formatted(file, where, e.getOriginalMessage().lines().findFirst().orElse("")));
    }
  }
}
