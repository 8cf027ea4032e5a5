package io.millrace.acceptance.faults.drive;

import io.millrace.acceptance.faults.part.Cluster;
import io.millrace.acceptance.faults.part.ServiceKind;
import io.millrace.acceptance.faults.part.ServicePart;
import java.util.List;
import java.util.Random;

/** Where to call: any instance is as good as another. */
final class Doors {

  private final Cluster cluster;
  private final Random random;

  Doors(Cluster cluster, long seed) {
    this.cluster = cluster;
    this.random = new Random(seed);
  }

  /**
   * Of an instance taken at random.
   *
   * @param what below the problem, such as {@code /events}
   */
  String any(ServiceKind kind, String what) {
    List<String> all = all(kind, what);
    synchronized (random) {
      return all.get(random.nextInt(all.size()));
    }
  }

  /** Of every instance. */
  List<String> all(ServiceKind kind, String what) {
    return cluster.services(kind).stream()
        .map(ServicePart::address)
        .map(address -> address + "/v1/problems/" + EventSource.PROBLEM + what)
        .toList();
  }

  /** Of a role by its word. */
  String token(String role) {
    return cluster.token(role);
  }
}
