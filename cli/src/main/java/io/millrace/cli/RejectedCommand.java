package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Request;
import io.millrace.cli.connect.Role;
import io.millrace.cli.connect.Service;
import io.millrace.cli.rejected.MendingFile;
import io.millrace.cli.rejected.Reason;
import io.millrace.cli.rejected.ReplayTally;
import io.millrace.cli.show.Table;
import io.millrace.cli.show.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows what was refused, and has what was mended accepted. */
@Command(
    name = "rejected",
    mixinStandardHelpOptions = true,
    description =
        "Show what was refused of a problem, and why; replay what was mended. Under the name"
            + " millrace stands what names no problem.")
final class RejectedCommand extends ProblemCommand {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST = 500;
  private static final int A_REQUEST = 50;
  private static final int CONTENT_SHOWN = 40;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The newest N, 1 to 500 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print the service's answer as it is.")
  private boolean json;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Write those that are open into a new file, one JSON object a line.")
  private @Nullable Path export;

  @Option(names = "--replay", description = "Have what is open accepted, if it now can be.")
  private boolean replay;

  @Option(
      names = "--id",
      arity = "1..*",
      split = ",",
      paramLabel = "ID",
      description = "Only these.")
  private List<String> ids = List.of();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "With the content that stands in a file as --export wrote it.")
  private @Nullable Path from;

  @Override
  int run(Client client) {
    check();
    if (replay) {
      return replay(client);
    }
    JsonNode listing =
        client.ask(Request.get(Service.INGESTION, Role.DATA_SCIENTIST, path("?limit=" + limit)));
    if (json) {
      printJson(listing);
    } else if (export != null) {
      export(export, listing.path("rejections"));
    } else {
      show(listing);
    }
    return 0;
  }

  private void check() {
    if (limit < 1 || limit > MOST) {
      throw CommandFailure.misused("found --limit %d; allowed: 1 to %d".formatted(limit, MOST));
    }
    if (!replay && (from != null || !ids.isEmpty())) {
      throw CommandFailure.misused("--id and --from stand with --replay");
    }
    if (replay && (export != null || json)) {
      throw CommandFailure.misused("--export and --json do not stand with --replay");
    }
  }

  private void show(JsonNode listing) {
    if (listing.path("rejections").isEmpty()) {
      out().println("nothing was refused");
    } else {
      print(table(listing.path("rejections")));
      out().println();
      out()
          .printf(
              "%d open; mend them: 'millrace rejected %s --export FILE', then --replay --from"
                  + " FILE%n",
              open(listing.path("rejections")).size(), problem());
    }
    if (!listing.path("complete").asBoolean(true)) {
      out().println("there may be more: the service did not come to the last of them in time");
    }
  }

  private static Table table(JsonNode rejections) {
    Table table = new Table("ID", "AT", "KIND", "STATE", "WHY", "CONTENT");
    for (JsonNode rejection : rejections) {
      table.row(
          Words.text(rejection.path("id")),
          Words.time(rejection.path("at")),
          Words.text(rejection.path("kind")),
          Words.text(rejection.path("state")),
          Reason.of(rejection),
          Words.line(rejection.path("content").asString(""), CONTENT_SHOWN));
    }
    return table;
  }

  private static List<JsonNode> open(JsonNode rejections) {
    List<JsonNode> open = new ArrayList<>();
    for (JsonNode rejection : rejections) {
      if (rejection.path("state").asString("").equals("open")) {
        open.add(rejection);
      }
    }
    return open;
  }

  private void export(Path file, JsonNode rejections) {
    List<JsonNode> open = open(rejections);
    MendingFile.write(file, open);
    out()
        .printf(
            "%d written to %s; mend 'content' there, then 'millrace rejected %s --replay --from"
                + " %s'%n",
            open.size(), file, problem(), file);
  }

  private int replay(Client client) {
    ReplayTally tally = new ReplayTally();
    if (from != null) {
      pieces(mended(from)).forEach(piece -> tally.add(post(client, Map.of("mended", piece))));
    } else if (!ids.isEmpty()) {
      pieces(ids).forEach(piece -> tally.add(post(client, Map.of("ids", piece))));
    } else {
      while (tally.add(post(client, Map.of("all", true))) > 0) {
        tally.forgetFailures();
      }
    }
    out().println(tally.summary());
    if (!tally.isWhole()) {
      print(tally.failures());
    }
    return tally.isWhole() ? 0 : CommandFailure.REFUSED;
  }

  private List<JsonNode> mended(Path file) {
    List<JsonNode> all = MendingFile.read(file);
    return ids.isEmpty()
        ? all
        : all.stream().filter(each -> ids.contains(each.path("id").asString(""))).toList();
  }

  private static <T> List<List<T>> pieces(List<T> all) {
    List<List<T>> pieces = new ArrayList<>();
    for (int from = 0; from < all.size(); from += A_REQUEST) {
      pieces.add(all.subList(from, Math.min(all.size(), from + A_REQUEST)));
    }
    return pieces;
  }

  private JsonNode post(Client client, Map<String, ?> order) {
    byte[] body = JSON.writeValueAsBytes(order);
    return client
        .persist(
            Request.post(Service.INGESTION, Role.DATA_SCIENTIST, path("/replay"), body), PATIENCE)
        .orFail();
  }

  private String path(String rest) {
    return "/v1/problems/%s/rejected%s".formatted(problem(), rest);
  }
}
