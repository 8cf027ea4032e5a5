package io.millrace.starter.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What the container refuses before any filter sees it (an address that is none, say). */
public final class ProblemReportValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(body(status).getBytes(StandardCharsets.US_ASCII));
      response.finishResponse();
    } catch (IOException e) {
      container.getLogger().debug("The caller did not wait for the answer", e);
    }
  }

  private static String body(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return """
        {"type":"about:blank","title":"%s","status":%d,"detail":"The request could not be handled: %s."}\
        """
        .formatted(title, status, title);
  }
}
