package io.millrace.inference.grpc;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.util.concurrent.TimeUnit;

/** What one connection may do, and for how long it is kept. */
final class ConnectionBounds {

  private static final int MOST_CALLS = 100;

  private static final int HANDSHAKE_SECONDS = 10;

  /** What nobody uses is let go, and comes back when it is needed. */
  private static final int IDLE_MINUTES = 15;

  /**
   * Give or take a tenth, as the library spreads it: so clients come to know replicas that were
   * added. Calls are heard out for a while.
   */
  private static final int AGE_MINUTES = 60;

  private static final int GRACE_SECONDS = 60;

  /** A client that went without a word is found out by a ping that it does not answer. */
  private static final int PING_SECONDS = 60;

  private static final int PING_PATIENCE_SECONDS = 20;

  /** Clients may ping, also while they call nothing; who does so more often is cut off. */
  private static final int PINGED_SECONDS = 10;

  private ConnectionBounds() {}

  static NettyServerBuilder of(NettyServerBuilder server) {
    return server
        .maxConcurrentCallsPerConnection(MOST_CALLS)
        .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
        .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
        .maxConnectionAge(AGE_MINUTES, TimeUnit.MINUTES)
        .maxConnectionAgeGrace(GRACE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(PING_PATIENCE_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveTime(PINGED_SECONDS, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
  }
}
