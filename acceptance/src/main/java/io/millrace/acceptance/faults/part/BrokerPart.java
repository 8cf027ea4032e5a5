package io.millrace.acceptance.faults.part;

import io.millrace.broker.BrokerProcess;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The Kafka broker: one node, on one folder. */
final class BrokerPart implements Part {

  private final Folders folders;
  private final int port;
  private volatile @Nullable BrokerProcess process;
  private volatile boolean stopped;

  BrokerPart(Folders folders, int port) {
    this.folders = folders;
    this.port = port;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public synchronized void start() {
    if (process == null && !stopped) {
      process =
          BrokerProcess.start(
              BrokerProcess.findLib(), folders.broker(), port, folders.log("broker"));
    }
  }

  @Override
  public void kill() {
    BrokerProcess doomed = forget();
    if (doomed != null) {
      doomed.kill();
    }
  }

  @Override
  public void stop() {
    stopped = true;
    kill();
  }

  private synchronized @Nullable BrokerProcess forget() {
    BrokerProcess current = process;
    process = null;
    return current;
  }

  /** {@link #start} returns only then. */
  @Override
  public boolean isUp() {
    return process != null;
  }

  @Override
  public OptionalLong pid() {
    BrokerProcess current = process;
    return current == null ? OptionalLong.empty() : OptionalLong.of(current.pid());
  }
}
