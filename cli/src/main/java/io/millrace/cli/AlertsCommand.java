package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.show.Words;
import io.millrace.problem.ProblemName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what somebody should know. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Show what was alerted lately, of one problem or of all, the latest first.")
final class AlertsCommand extends StackCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROBLEM",
      converter = ProblemParameter.class,
      description = "Only this problem's.")
  private @Nullable ProblemName problem;

  @Option(names = "--open", description = "Only what is not over: the latest of each incident.")
  private boolean open;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "The latest N (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  @Override
  int run(Client client) {
    if (limit < 1) {
      throw CommandFailure.misused("found --limit %d; allowed: 1 or more".formatted(limit));
    }
    JsonNode alerts = client.ask(Request.get(Service.MONITORING, Role.READER, path()));
    if (json) {
      printJson(alerts);
    } else if (alerts.isEmpty()) {
      out().println(open ? "nothing is open" : "nothing was alerted");
    } else {
      alerts.valueStream().limit(limit).forEach(this::show);
      if (alerts.size() > limit) {
        out().printf("%n%s earlier ones: --limit%n", Words.count(alerts.size() - limit));
      }
    }
    return 0;
  }

  private String path() {
    List<String> query = new ArrayList<>();
    if (problem != null) {
      query.add("problem=" + problem);
    }
    if (open) {
      query.add("state=open");
    }
    return "/v1/alerts" + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  private void show(JsonNode alert) {
    List<String> words = new ArrayList<>();
    words.add(Words.time(alert.path("raisedAt")));
    words.add(Words.text(alert.path("severity")));
    words.add(Words.text(alert.path("problem")));
    words.add(Words.text(alert.path("kind")));
    JsonNode incident = alert.path("incident");
    if (incident.has("state")) {
      words.add(Words.text(incident.path("state")).toLowerCase(Locale.ROOT));
    }
    out().println(String.join("  ", words));
    out().println("  " + Words.text(alert.path("text")));
  }
}
