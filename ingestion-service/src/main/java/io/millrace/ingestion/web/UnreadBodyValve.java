package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Limits;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Reads what is left of a body whose request is answered already (without a token, say), so that
 * its sender sees the answer; and hangs up on a sender who takes too long over it. The container
 * alone would wait as long as a byte comes now and then.
 */
@Component
final class UnreadBodyValve extends ValveBase
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final long MOST = 16L * 1024 * 1024;

  private final Limits limits;

  UnreadBodyValve(Limits limits) {
    super(true);
    this.limits = limits;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addEngineValves(this);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (!request.isAsync() && !request.getInputStream().isFinished()) {
      response.finishResponse();
      org.apache.coyote.Request wire = request.getCoyoteRequest();
      if (!isReadToItsEnd(wire)) {
        wire.action(ActionCode.CLOSE_NOW, null);
      }
    }
  }

  /** Below the request's stream, which whoever answered may have closed. */
  private boolean isReadToItsEnd(org.apache.coyote.Request wire) {
    Deadline deadline = Deadline.in(limits.bodyTimeout());
    Discarded discarded = new Discarded();
    try {
      for (long seen = 0; seen <= MOST && !deadline.isOver(); ) {
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
