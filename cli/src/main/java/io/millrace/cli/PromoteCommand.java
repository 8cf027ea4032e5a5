package io.millrace.cli;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.promote.Crossing;
import io.millrace.cli.promote.Environment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Lets a version take all of the traffic; or, between two environments, takes it from one to the
 * other as the same bytes.
 */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = {
      "Let a version answer all of a problem's traffic.",
      "With --from and --to, take it from one environment to another as the same bytes, where it",
      "waits for a person or runs as a shadow."
    })
final class PromoteCommand extends DecisionCommand {

  /** What this machine's own stack is called by the others. */
  private static final String OWN = "local";

  @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
  private int version;

  @Option(
      names = "--from",
      paramLabel = "CONTEXT",
      converter = Context.Parameter.class,
      description =
          "The environment that the version is taken from, of those in DIR/contexts (default: the"
              + " one that a command talks to).")
  private @Nullable Context from;

  @Option(
      names = "--to",
      paramLabel = "CONTEXT",
      converter = Context.Parameter.class,
      description = "The environment that it is taken to (default: likewise).")
  private @Nullable Context to;

  @Option(
      names = "--approve",
      description =
          "Between environments: let it answer there at once; needs an operator or owner.")
  private boolean approve;

  @Option(
      names = "--dry-run",
      description = "Between environments: check everything there, and publish nothing.")
  private boolean dryRun;

  @Override
  int run(Client client) {
    if (from == null && to == null) {
      if (approve || dryRun) {
        throw CommandFailure.misused(
            "--approve and --dry-run are for promoting between environments: name them with --from and --to");
      }
      decide(client, version);
      out().printf("version %d of %s answers from here on%n", version, problem());
      return 0;
    }
    if (approve && dryRun) {
      throw CommandFailure.misused("--approve, or --dry-run");
    }
    try (Environment source = environment(from, client);
        Environment target = environment(to, client)) {
      if (source.isAt(target)) {
        throw CommandFailure.misused(
            "%s and %s are one environment; without --from and --to a version is promoted within it"
                .formatted(source.name(), target.name()));
      }
      return new Crossing(source, target, problem(), out(), err())
          .promote(version, dryRun, approve ? this::decide : null);
    }
  }

  private Environment environment(@Nullable Context context, Client usual) {
    return context == null
        ? new Environment(context().map(Context::name).orElse(OWN), usual)
        : new Environment(context.name(), connect(context));
  }

  private void decide(Client client, int which) {
    JsonNode _ = post(client, "/promote", Map.of("version", which));
  }
}
