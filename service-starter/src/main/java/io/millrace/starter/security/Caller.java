package io.millrace.starter.security;

import java.security.Principal;

/** Who is calling: the name that the configuration gives to a token, and its role. */
public record Caller(String name, Role role) implements Principal {

  @Override
  public String getName() {
    return name;
  }
}
