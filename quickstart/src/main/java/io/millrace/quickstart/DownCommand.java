package io.millrace.quickstart;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the stack of a folder. */
@Command(name = "down", description = "Stop what up started.", mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

  private static final int SECONDS = 90;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:MILLRACE_HOME:-.millrace}",
      description = "The state's folder (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of(".millrace");

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = Terminal.standard();
    Home home = new Home(folder);
    if (!Stack.isUp(home.folder())) {
      terminal.line("nothing is up on " + home.folder());
      return 0;
    }
    Optional<ProcessHandle> running =
        StackFile.read(home).flatMap(file -> ProcessHandle.of(file.pid()));
    if (running.isEmpty()) {
      terminal.line(
          Terminal.Tone.BAD,
          "the stack on %s is still starting; try again when it is up".formatted(home.folder()));
      return 1;
    }
    try {
      stop(running.get(), terminal);
      return 0;
    } catch (StackFailure e) {
      terminal.line(Terminal.Tone.BAD, e.getMessage());
      return 1;
    }
  }

  private static void stop(ProcessHandle process, Terminal terminal) throws InterruptedException {
    process.destroy();
    try {
      process.onExit().get(SECONDS, TimeUnit.SECONDS);
      terminal.line("stopped");
    } catch (TimeoutException e) {
      process.destroyForcibly();
      terminal.line(
          "it did not stop within %d s and was killed; acknowledged events are safe"
              .formatted(SECONDS));
    } catch (ExecutionException e) {
      throw new StackFailure("cannot wait for process " + process.pid(), e);
    }
  }
}
