package io.millrace.monitoring.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.WebUtils;

/** Keeps what an operator sent, so that it can be passed on to the instance that has the state. */
@Component
class BodyKeeping extends OncePerRequestFilter {

  /** More than any decision needs; of a longer one only so much is passed on, and refused there. */
  private static final int MOST = 16 * 1024;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals(HttpMethod.GET.name());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new ContentCachingRequestWrapper(request, MOST), response);
  }

  /** As far as it has been read; nothing where it is not kept. */
  static byte[] body(HttpServletRequest request) {
    ContentCachingRequestWrapper kept =
        WebUtils.getNativeRequest(request, ContentCachingRequestWrapper.class);
    return kept == null ? new byte[0] : kept.getContentAsByteArray();
  }
}
