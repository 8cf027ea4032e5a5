package io.millrace.quickstart.demo;

import io.millrace.quickstart.Ports;
import io.millrace.quickstart.ServiceLog;
import io.millrace.quickstart.Stack;
import io.millrace.quickstart.StackFailure;
import io.millrace.quickstart.StackSettings;
import io.millrace.quickstart.Terminal;
import io.millrace.quickstart.Terminal.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows one turn of the loop on a stack of its own, and ends by itself. */
@Command(
    name = "demo",
    description = "Watch the loop turn once: a simulated building, and a season that changes.",
    footer = "Ends by itself; exit code 0 only if the whole turn happened.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  private static final String PROBLEM = "simulated-building";
  private static final String PROBLEM_FILE = "building.yaml";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".millrace/demo",
      description = "The demo's own folder, emptied at its start (default: ${DEFAULT-VALUE}).")
  private Path home = Path.of(".millrace/demo");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Of the building: the same seed gives the same readings.")
  private long seed = 42;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.standard();
    try {
      empty(home);
      ServiceLog.open(home);
      terminal.line("A building of %d rooms, and Millrace beside it.".formatted(Building.ROOMS));
      try (Stack stack = start(terminal)) {
        run(stack, terminal);
        return 0;
      }
    } catch (StackFailure e) {
      terminal.event(Tone.BAD, e.getMessage());
      terminal.line("The turn is not complete. Logs: " + home.resolve("logs").toAbsolutePath());
      return 1;
    }
  }

  private Stack start(Terminal terminal) {
    return Stack.start(
        new StackSettings(home, Ports.free(), step -> terminal.event(Tone.QUIET, step)));
  }

  private void run(Stack stack, Terminal terminal) {
    String yaml = problem();
    Path copy = stack.folder().resolve(PROBLEM_FILE);
    try (Api api = new Api(stack, PROBLEM);
        RoomStream rooms = new RoomStream(new Building(seed), api)) {
      Files.writeString(copy, yaml);
      api.apply(yaml);
      terminal.event(Tone.PLAIN, "applied " + copy);
      Watch watch = new Watch(api, rooms, terminal);
      Turn.Outcome outcome = new Turn(api, rooms, watch, terminal).run();
      Summary.say(terminal, stack, rooms, watch, outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String problem() {
    try (InputStream in = DemoCommand.class.getResourceAsStream(PROBLEM_FILE)) {
      if (in == null) {
        throw new IllegalStateException(PROBLEM_FILE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only what a demo made: a folder that holds anything else is left alone. */
  private static void empty(Path home) {
    if (Files.notExists(home)) {
      return;
    }
    if (Files.notExists(home.resolve("lock"))) {
      throw new StackFailure(home + " is no folder of a demo; give another with --home");
    }
    if (Stack.isUp(home)) {
      throw new StackFailure("another demo is running on " + home);
    }
    try (Stream<Path> found = Files.walk(home)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(home)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new StackFailure("cannot empty " + home + ": " + e.getMessage(), e);
    }
  }
}
