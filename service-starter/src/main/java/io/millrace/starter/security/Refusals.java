package io.millrace.starter.security;

import io.millrace.starter.web.ProblemDetails;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** 401 and 403, as problem details. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final ProblemDetails problems;

  Refusals(ProblemDetails problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    boolean unknown = BearerTokens.token(request.getHeader(HttpHeaders.AUTHORIZATION)).isPresent();
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE, unknown ? "Bearer error=\"invalid_token\"" : "Bearer");
    problems.write(
        request,
        response,
        HttpStatus.UNAUTHORIZED,
        unknown
            ? "The bearer token is not one of this service's."
            : "A bearer token is needed: Authorization: Bearer <token>.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    String role =
        request.getUserPrincipal() instanceof org.springframework.security.core.Authentication a
                && a.getPrincipal() instanceof Caller caller
            ? SecuritySettings.Token.word(caller.role())
            : "this token's";
    problems.write(
        request,
        response,
        HttpStatus.FORBIDDEN,
        "The role %s may not %s this address.".formatted(role, request.getMethod()));
  }
}
