package io.millrace.acceptance.loop;

import io.millrace.acceptance.loop.Account.Found;
import io.millrace.acceptance.loop.Stream.Block;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Accounts side by side, as documents show them. */
final class Table {

  private Table() {}

  static String of(Account on, Account off) {
    StringBuilder table = new StringBuilder();
    table.append(
        "| stream | block | loop off | loop on | its last half | drift found, events after it began | new versions |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    for (Block block : on.stream().blocks()) {
      row(
          table,
          on.stream().name(),
          block.name(),
          percent(off.accuracy(block.from(), block.to())),
          percent(on.accuracy(block.from(), block.to())),
          percent(on.settled(block)),
          found(on, block),
          Long.toString(on.versions(block)));
    }
    row(
        table,
        on.stream().name(),
        "**all %,d**".formatted(on.stream().size() - on.stream().warmUp()),
        "**%s**".formatted(percent(off.accuracy())),
        "**%s**".formatted(percent(on.accuracy())),
        "",
        "",
        Integer.toString(on.versions().size()));
    return table.toString();
  }

  private static String found(Account account, Block block) {
    List<Found> found =
        account.found(block).stream()
            .filter(each -> LoopProblem.ASKED.contains(each.kind()))
            .toList();
    return found.isEmpty()
        ? "-"
        : found.stream()
            .map(each -> "%,d (%s)".formatted(each.at() - block.from(), each.kind()))
            .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
