package io.millrace.inference.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what has come of messages, of all calls together: a message is only handed on when it is
 * whole, and its sender may take its time. A call that would go beyond the bound is ended.
 */
final class Arriving extends ServerStreamTracer.Factory {

  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  Arriving(long most) {
    this.most = most;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new Call();
  }

  /** Told of everything on its connection's thread. */
  private final class Call extends ServerStreamTracer {

    private long own;
    private boolean closed;

    /** What is thrown here ends the call, as a message that is too large does. */
    @Override
    public void inboundWireSize(long arrived) {
      if (closed) {
        return;
      }
      own += arrived;
      if (bytes.addAndGet(arrived) > most) {
        throw Failures.busy();
      }
    }

    @Override
    public void streamClosed(Status status) {
      closed = true;
      bytes.addAndGet(-own);
      own = 0;
    }
  }
}
