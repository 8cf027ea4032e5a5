package io.millrace.benchmarks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads a body, and answers the same to all. */
final class BareServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final byte[] answer;

  BareServlet(byte[] answer) {
    this.answer = answer;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] _ = request.getInputStream().readAllBytes();
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }
}
