package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a share of the memory, until its answer has been taken: who reads slowly holds
 * on to memory as well as who sends slowly, and neither may for ever.
 */
@Component
class RequestMemory extends OncePerRequestFilter {

  private static final String SHARE = RequestMemory.class.getName();

  private final InFlight inFlight;
  private final Limits limits;

  RequestMemory(InFlight inFlight, Limits limits) {
    this.inFlight = inFlight;
    this.limits = limits;
  }

  /** The share of a request that has come through here. */
  static InFlight.Share of(HttpServletRequest request) {
    if (request.getAttribute(SHARE) instanceof InFlight.Share share) {
      return share;
    }
    throw new IllegalStateException("a request without its share of the memory");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try (InFlight.Share share = inFlight.share()) {
      request.setAttribute(SHARE, share);
      chain.doFilter(request, new TimedResponse(response, limits.bodyTimeout()));
    }
  }
}
