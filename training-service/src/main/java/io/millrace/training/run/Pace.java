package io.millrace.training.run;

import java.time.Duration;

/**
 * How instances take turns.
 *
 * @param owner this instance, by a name that no other has
 * @param lease how long a run is left to an instance that gives no sign
 * @param look how often all problems are looked at, whatever is heard
 * @param again how long to wait before something that did not work is tried again
 * @param attempts how many attempts a run gets
 */
public record Pace(String owner, Duration lease, Duration look, Duration again, int attempts) {

  /** How often a lease is renewed. */
  Duration heartbeat() {
    return lease.dividedBy(4);
  }
}
