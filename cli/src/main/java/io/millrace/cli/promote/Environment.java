package io.millrace.cli.promote;

import io.millrace.cli.connect.Client;
import io.millrace.cli.connect.CommandFailure;
import io.millrace.cli.connect.Service;
import java.net.URI;
import java.util.function.Supplier;

/**
 * A stack with a name.
 *
 * @param name of its context
 */
public record Environment(String name, Client client) implements AutoCloseable {

  /** Where its training answers. */
  URI url() {
    return call(() -> client.connection().address(Service.TRAINING));
  }

  /** Whether both are one stack. */
  public boolean isAt(Environment other) {
    return url().equals(other.url());
  }

  /** What fails there says where. */
  <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (CommandFailure e) {
      throw e.in(name);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
