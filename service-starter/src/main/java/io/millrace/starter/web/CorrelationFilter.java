package io.millrace.starter.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the caller's correlation id, or makes one, and answers with it. */
final class CorrelationFilter extends OncePerRequestFilter {

  private static final String ATTRIBUTE = CorrelationFilter.class.getName();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = idOf(request);
    response.setHeader(Correlation.HEADER, id);
    String before = MDC.get(Correlation.MDC_KEY);
    MDC.put(Correlation.MDC_KEY, id);
    try {
      chain.doFilter(request, response);
    } finally {
      Correlation.restore(before);
    }
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  /** The same for the request and for the error or asynchronous dispatches that follow it. */
  private static String idOf(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String given = request.getHeader(Correlation.HEADER);
    String id = given != null && Correlation.isValid(given) ? given : Correlation.create();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }
}
