package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Limits;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
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

  private static final int CHUNK = 8 * 1024;
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
      if (!isReadToItsEnd(request.getInputStream())) {
        request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
      }
    }
  }

  private boolean isReadToItsEnd(InputStream body) {
    Deadline deadline = Deadline.in(limits.bodyTimeout());
    byte[] chunk = new byte[CHUNK];
    try {
      for (long seen = 0; seen <= MOST && !deadline.isOver(); ) {
        int n = body.read(chunk);
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
}
