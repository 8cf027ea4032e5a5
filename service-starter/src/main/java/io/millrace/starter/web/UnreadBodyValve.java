package io.millrace.starter.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.util.unit.DataSize;

/**
 * Reads what is left of a body whose request is answered already (without a token, say), so that
 * its sender sees the answer; and hangs up on a sender who takes too long over it. The container
 * alone would wait as long as a byte comes now and then.
 */
final class UnreadBodyValve extends ValveBase {

  private final long most;
  private final BodyTimeout timeout;

  /**
   * @param most of a body that is read; negative for all of it
   */
  UnreadBodyValve(DataSize most, BodyTimeout timeout) {
    super(true);
    this.most = most.isNegative() ? Long.MAX_VALUE : most.toBytes();
    this.timeout = timeout;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    org.apache.coyote.Request wire = request.getCoyoteRequest();
    if (!request.isAsync() && !wire.isFinished()) {
      response.finishResponse();
      if (!isReadToItsEnd(wire)) {
        wire.action(ActionCode.CLOSE_NOW, null);
      }
    }
  }

  /** Below the request's stream, which whoever answered may have closed. */
  private boolean isReadToItsEnd(org.apache.coyote.Request wire) {
    Deadline deadline = Deadline.in(timeout.value());
    Discarded discarded = new Discarded();
    try {
      for (long seen = 0; seen <= most && !deadline.isOver(); ) {
        int n = wire.doRead(discarded);
        if (n < 0) {
          return true;
        }
        seen += n;
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes what was read, and forgets it with what is read next. */
  private static final class Discarded implements ApplicationBufferHandler {

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {}
  }
}
