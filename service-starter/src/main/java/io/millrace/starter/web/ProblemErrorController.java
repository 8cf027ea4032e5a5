package io.millrace.starter.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What goes wrong outside of controllers (a filter, the firewall, the container). */
@Hidden
@Controller
class ProblemErrorController implements ErrorController {

  private final ProblemDetails problems;

  ProblemErrorController(ProblemDetails problems) {
    this.problems = problems;
  }

  @RequestMapping("${spring.web.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpStatus status = status(request);
    problems.write(
        request,
        response,
        status,
        status.is5xxServerError()
            ? "The request failed inside. The log has the reason under the correlation id."
            : "The request could not be handled: %s.".formatted(status.getReasonPhrase()));
  }

  /** Called by hand, the page is one that does not exist. */
  private static HttpStatus status(HttpServletRequest request) {
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)) {
      return HttpStatus.NOT_FOUND;
    }
    HttpStatus status = HttpStatus.resolve(code);
    return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
  }
}
