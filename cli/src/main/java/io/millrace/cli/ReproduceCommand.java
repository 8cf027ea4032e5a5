package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Trains a version again, and says whether it is the same. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Train a version again from its manifest, and compare byte by byte.",
      "Nothing is registered. Exit code 0 where it is identical, 1 where it is not."
    })
final class ReproduceCommand extends ProblemCommand {

  private static final Duration ONCE_MORE = Duration.ofSeconds(1);
  private static final int DIGEST = "sha256:".length() + 12;

  @Parameters(index = "1", paramLabel = "VERSION", description = "The model's version.")
  private int version;

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  @Override
  int run(Client client) {
    String address = "/v1/problems/%s/models/%d/reproduction".formatted(problem(), version);
    JsonNode found =
        client.ask(Request.post(Service.TRAINING, Role.DATA_SCIENTIST, address, new byte[0]));
    while (state(found).equals("running")) {
      client.pause(ONCE_MORE);
      found = client.ask(Request.get(Service.TRAINING, Role.READER, address));
    }
    if (json) {
      printJson(found);
    } else {
      show(found);
    }
    return state(found).equals("identical") ? 0 : CommandFailure.FAILED;
  }

  private static String state(JsonNode reproduction) {
    return reproduction.path("state").asString("");
  }

  private void show(JsonNode found) {
    String what = "%s v%d, trained again: ".formatted(problem(), version);
    switch (state(found)) {
      case "identical" -> out().println(what + "identical, byte by byte");
      case "different" -> out().println(what + "different");
      default -> {
        out().println(what + "not possible: " + Words.text(found.path("reason")));
        return;
      }
    }
    Table files = new Table("FILE", "REGISTERED", "REPRODUCED", "");
    for (JsonNode file : found.path("files")) {
      files.row(
          Words.text(file.path("name")),
          digest(file.path("registered")),
          digest(file.path("reproduced")),
          file.path("identical").asBoolean(false) ? "same" : "differs");
    }
    print(files);
    showDifferences(found);
  }

  private static String digest(JsonNode digest) {
    String text = Words.text(digest);
    return text.substring(0, Math.min(text.length(), DIGEST));
  }

  private void showDifferences(JsonNode found) {
    for (JsonNode metric : found.path("metrics")) {
      out().printf("%s was %s, is %s%n", name(metric), then(metric), now(metric));
    }
    for (JsonNode library : found.path("environment")) {
      out().printf("trained with %s %s, now %s%n", name(library), then(library), now(library));
    }
    if (state(found).equals("different") && found.path("environment").isEmpty()) {
      out()
          .println(
              "the libraries and the platform are the same; another kind of processor may be why");
    }
  }

  private static String name(JsonNode difference) {
    return Words.text(difference.path("name"));
  }

  private static String then(JsonNode difference) {
    return Words.text(difference.path("then"));
  }

  private static String now(JsonNode difference) {
    return Words.text(difference.path("now"));
  }
}
