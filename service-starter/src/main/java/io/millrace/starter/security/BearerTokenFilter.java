package io.millrace.starter.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls. It refuses nobody: what a stranger may do, the access rules say. */
final class BearerTokenFilter extends OncePerRequestFilter {

  private final BearerTokens tokens;

  BearerTokenFilter(BearerTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    tokens
        .caller(request.getHeader(HttpHeaders.AUTHORIZATION))
        .ifPresent(BearerTokenFilter::remember);
    chain.doFilter(request, response);
  }

  private static void remember(Caller caller) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            caller, null, List.of(new SimpleGrantedAuthority("ROLE_" + caller.role()))));
    SecurityContextHolder.setContext(context);
  }
}
