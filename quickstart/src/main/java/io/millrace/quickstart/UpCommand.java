package io.millrace.quickstart;

import io.millrace.quickstart.Terminal.Tone;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the stack and stays until it is told to stop. */
@Command(
    name = "up",
    description = "Start a Kafka broker and all services on this machine.",
    footer = "State is kept: a second start on the same folder picks up where the first stopped.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "${env:MILLRACE_HOME:-.millrace}",
      description = "Where all state lies (default: ${DEFAULT-VALUE}).")
  private Path home = Path.of(".millrace");

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "Use N to N+5 for ingestion, training, inference, monitoring, broker and gRPC.")
  private @Nullable Integer portBase;

  @Option(names = "--ingestion-port", paramLabel = "N", description = "Usually 8081.")
  private @Nullable Integer ingestionPort;

  @Option(names = "--training-port", paramLabel = "N", description = "Usually 8082.")
  private @Nullable Integer trainingPort;

  @Option(names = "--inference-port", paramLabel = "N", description = "Usually 8083.")
  private @Nullable Integer inferencePort;

  @Option(names = "--monitoring-port", paramLabel = "N", description = "Usually 8084.")
  private @Nullable Integer monitoringPort;

  @Option(names = "--broker-port", paramLabel = "N", description = "Usually 9092.")
  private @Nullable Integer brokerPort;

  @Option(names = "--grpc-port", paramLabel = "N", description = "Usually 9083.")
  private @Nullable Integer grpcPort;

  @Override
  public Integer call() {
    Terminal terminal = Terminal.standard();
    ServiceLog.open(home);
    try {
      Ports ports = ports();
      Stack stack =
          Stack.start(new StackSettings(home, ports, step -> terminal.event(Tone.QUIET, step)));
      return serve(stack, ports, terminal);
    } catch (StackFailure e) {
      terminal.line(Tone.BAD, e.getMessage());
      terminal.line("Logs: " + new Home(home).serviceLog().getParent());
      return 1;
    }
  }

  private Ports ports() {
    Map<Part, Integer> ports =
        new EnumMap<>((portBase == null ? Ports.usual() : Ports.from(portBase)).byPart());
    put(ports, Part.INGESTION, ingestionPort);
    put(ports, Part.TRAINING, trainingPort);
    put(ports, Part.INFERENCE, inferencePort);
    put(ports, Part.MONITORING, monitoringPort);
    put(ports, Part.BROKER, brokerPort);
    put(ports, Part.GRPC, grpcPort);
    return new Ports(ports);
  }

  private static void put(Map<Part, Integer> ports, Part part, @Nullable Integer port) {
    if (port != null) {
      ports.put(part, port);
    }
  }

  /** Until a signal stops this JVM, or the broker is lost. */
  private static int serve(Stack stack, Ports ports, Terminal terminal) {
    Stop stop = new Stop(stack, terminal);
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    sayReady(stack, ports, terminal);
    String reason = stack.onBrokerLost().join();
    terminal.line(Tone.BAD, "%s; its log: %s".formatted(reason, stack.brokerLog()));
    return 1;
  }

  private static void sayReady(Stack stack, Ports ports, Terminal terminal) {
    terminal.line(
        Tone.GOOD, "Millrace is up after %.0f s.".formatted(terminal.elapsed().toMillis() / 1e3));
    stack.addresses().forEach((name, url) -> terminal.line("  %-11s %s".formatted(name, url)));
    terminal.line("  %-11s 127.0.0.1:%d (inference)".formatted("gRPC", ports.of(Part.GRPC)));
    terminal.line("  %-11s %s".formatted("broker", stack.bootstrapServers()));
    terminal.line("  %-11s %s (tokens.json, logs/)".formatted("state", stack.folder()));
    terminal.line("Next, in another terminal:");
    terminal.line("  ./millrace apply examples/room-occupancy.yaml");
    terminal.line("  ./millrace replay room-occupancy FILE.csv");
    terminal.line("  ./millrace status");
    terminal.line("Ctrl-C or ./millrace down stops it.");
  }
}
