package io.millrace.acceptance.faults.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One instance of a service, in a JVM of its own. */
public final class ServicePart implements Part {

  private static final int GONE_SECONDS = 40;

  private final ServiceKind kind;
  private final String name;
  private final Launch launch;
  private final Health health;
  private final Consumer<String> fallen;
  private volatile @Nullable Process process;
  private volatile boolean stopped;

  /**
   * How it is started.
   *
   * @param aot options for the AOT cache
   */
  record Launch(Jvm jvm, List<String> aot, List<String> arguments, Path log) {}

  /**
   * @param fallen told when it ends without having been killed
   */
  ServicePart(
      ServiceKind kind, String name, Launch launch, Health health, Consumer<String> fallen) {
    this.kind = kind;
    this.name = name;
    this.launch = launch;
    this.health = health;
    this.fallen = fallen;
  }

  public ServiceKind kind() {
    return kind;
  }

  @Override
  public String name() {
    return name;
  }

  /** Where it answers. */
  public String address() {
    return health.address();
  }

  /** Whether it says that all is well, dependencies included. */
  public Health health() {
    return health;
  }

  @Override
  public synchronized void start() {
    if (process != null || stopped) {
      return;
    }
    try {
      Process started =
          launch
              .jvm()
              .command(kind.main(), kind.heap(), launch.aot(), launch.arguments())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
              .start();
      process = started;
      started.onExit().thenAccept(this::ended);
    } catch (IOException e) {
      throw new HarnessFailure("cannot start %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private void ended(Process gone) {
    synchronized (this) {
      if (process != gone) {
        return; // it was meant to
      }
      process = null;
    }
    fallen.accept(
        "%s ended by itself with status %d; its log: %s"
            .formatted(name, gone.exitValue(), launch.log()));
  }

  @Override
  public void kill() {
    Process doomed = forget();
    if (doomed != null) {
      doomed.destroyForcibly();
      await(doomed);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    kill();
  }

  private synchronized @Nullable Process forget() {
    Process current = process;
    process = null;
    return current;
  }

  /** It stands still as a paused virtual machine does, and knows nothing of it. */
  public void freeze() {
    pid().ifPresent(Signals::freeze);
  }

  /** It goes on where it stood. */
  public void thaw() {
    pid().ifPresent(Signals::thaw);
  }

  @Override
  public boolean isUp() {
    return process != null && health.isUp();
  }

  @Override
  public OptionalLong pid() {
    Process current = process;
    return current == null ? OptionalLong.empty() : OptionalLong.of(current.pid());
  }

  private static void await(Process process) {
    try {
      process.waitFor(GONE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
