package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Table;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Shows which versions serve a problem and how, or says which are tried beside the one that does.
 */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description = "Show which versions serve a problem and how, or say which are tried.")
final class TrafficCommand extends DecisionCommand {

  private static final Pattern TRIED =
      Pattern.compile("(\\d{1,9})=(?:(canary|shadow):?)?(?:(\\d{1,3}(?:\\.\\d{1,9})?)%)?");

  @Parameters(
      index = "1..*",
      paramLabel = "VERSION=SHARE",
      description =
          "A version to be tried, such as 8=10%% (a canary), 9=shadow:25%% or 9=shadow; those that"
              + " are not named are tried no more.")
  private List<String> tried = List.of();

  @Option(names = "--none", description = "Try none beside the version that answers.")
  private boolean none;

  @Option(
      names = "--minutes",
      defaultValue = "15",
      description = "The latest whose requests are shown (default: ${DEFAULT-VALUE}; up to 1440).")
  private int minutes = 15;

  @Option(names = "--json", description = "Print the service's answer about the versions as it is.")
  private boolean json;

  @Override
  int run(Client client) {
    if (none && !tried.isEmpty()) {
      throw CommandFailure.misused("--none, or the versions that are to be tried");
    }
    List<Map<String, Object>> challengers = tried.stream().map(TrafficCommand::challenger).toList();
    if (none || !tried.isEmpty()) {
      JsonNode _ = put(client, "/traffic", Map.of("challengers", challengers));
    }
    JsonNode rollout = rollout(client);
    if (json) {
      printJson(rollout);
      return 0;
    }
    print(RolloutTable.of(rollout));
    if (!none && tried.isEmpty()) {
      showRequests(client.ask(Request.get(Service.MONITORING, Role.READER, asked())));
    }
    return 0;
  }

  private String asked() {
    return "/v1/problems/%s/traffic?minutes=%d".formatted(problem(), minutes);
  }

  private void showRequests(JsonNode traffic) {
    out().println();
    if (traffic.at("/all/requests").asLong(0) == 0) {
      out().printf("nothing was asked in the latest %d minutes%n", minutes);
      return;
    }
    for (Table table : List.of(RequestTables.served(traffic), RequestTables.failures(traffic))) {
      if (!table.isEmpty()) {
        print(table);
        out().println();
      }
    }
  }

  private static Map<String, Object> challenger(String text) {
    Matcher matcher = TRIED.matcher(text);
    boolean stated = matcher.matches() && (matcher.group(2) != null || matcher.group(3) != null);
    double share =
        !stated || matcher.group(3) == null ? 1 : Double.parseDouble(matcher.group(3)) / 100;
    if (!stated || share <= 0 || share > 1) {
      throw CommandFailure.misused(
          "'%s' is none; such as 8=10%%, 9=shadow:25%% or 9=shadow".formatted(text));
    }
    return Map.of(
        "version",
        Integer.parseInt(matcher.group(1)),
        "role",
        matcher.group(2) == null ? "canary" : matcher.group(2),
        "share",
        share);
  }
}
