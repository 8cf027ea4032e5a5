package io.millrace.acceptance.loop;

import io.millrace.acceptance.faults.part.HarnessFailure;
import io.millrace.quickstart.Ports;
import io.millrace.quickstart.ServiceLog;
import io.millrace.quickstart.Stack;
import io.millrace.quickstart.StackSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code millrace-loop}. */
@Command(
    name = "millrace-loop",
    mixinStandardHelpOptions = true,
    description = {
      "Sends streams whose world changes through a running Millrace, each event predicted as it",
      "comes and labelled later, with the loop on and off, and says how often it was right."
    })
public final class LoopMain implements Callable<Integer> {

  private static final double SEA_ALERT = 0.85;
  private static final double ELEC2_ALERT = 0.7;
  private static final int ELEC2_WARM_UP = 2000;

  @Option(
      names = "--streams",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "sea,elec2",
      description = "Of sea and elec2 (default: ${DEFAULT-VALUE}).")
  private List<String> streams = List.of();

  @Option(
      names = "--block",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Events of SEA from change to change (default: ${DEFAULT-VALUE}).")
  private int block;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Of SEA (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--late",
      paramLabel = "N",
      defaultValue = "200",
      description = "So many events later a label is known (default: ${DEFAULT-VALUE}).")
  private int late;

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "100",
      description = "So many events are sent at a time (default: ${DEFAULT-VALUE}).")
  private int step;

  @Option(
      names = "--elec2",
      paramLabel = "FILE",
      defaultValue = "../shared/data/elec2/elec.csv",
      description = "The data of Elec2 (default: ${DEFAULT-VALUE}).")
  private Path elec2 = Path.of("elec.csv");

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20000",
      description = "The first rows of Elec2 (default: ${DEFAULT-VALUE}).")
  private int rows;

  private LoopMain() {}

  public static void main(String[] args) {
    CommandLine command = new CommandLine(new LoopMain());
    command.setExecutionExceptionHandler(LoopMain::explain);
    System.exit(command.execute(args));
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof HarnessFailure) {
      command.getErr().println(failure.getMessage());
      return 2;
    }
    throw failure;
  }

  @Override
  public Integer call() throws IOException {
    Path home = Files.createTempDirectory("millrace-loop");
    PrintStream out = System.out;
    PrintStream told = System.err;
    ServiceLog.open(home);
    try (Stack stack = Stack.start(new StackSettings(home, Ports.free(), told::println))) {
      Site site =
          new Site(
              service -> Objects.requireNonNull(stack.addresses().get(service)),
              stack::token,
              stack.bootstrapServers());
      List<String> tables = new ArrayList<>();
      for (String name : streams) {
        double alertBelow = name.equals("sea") ? SEA_ALERT : ELEC2_ALERT;
        tables.add(table(site, stream(name), alertBelow, told));
      }
      tables.forEach(out::println);
    }
    return 0;
  }

  private Stream stream(String name) {
    return switch (name) {
      case "sea" -> Sea.stream(Sea.THRESHOLDS, 1000, block, seed);
      case "elec2" -> elec2();
      default -> throw new HarnessFailure("there is no stream %s; sea and elec2".formatted(name));
    };
  }

  private Stream elec2() {
    if (Files.notExists(elec2)) {
      throw new HarnessFailure("there is no file %s; --elec2 says where it is".formatted(elec2));
    }
    return Elec2.stream(elec2, ELEC2_WARM_UP, rows);
  }

  private String table(Site site, Stream stream, double alertBelow, PrintStream told) {
    Map<String, String> problems = new LinkedHashMap<>();
    String on = stream.name() + "-on";
    String off = stream.name() + "-off";
    problems.put(on, LoopProblem.on(stream, alertBelow).yaml(on));
    problems.put(off, LoopProblem.off(stream, alertBelow).yaml(off));
    Map<String, Account> accounts =
        new Replay(site, stream, step, late, text -> told.println(stream.name() + ": " + text))
            .run(problems);
    return Table.of(
        Objects.requireNonNull(accounts.get(on)), Objects.requireNonNull(accounts.get(off)));
  }
}
