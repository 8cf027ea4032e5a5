package io.millrace.starter.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows callers by their tokens, of which it keeps only digests. */
public final class BearerTokens {

  private static final String SCHEME = "Bearer ";

  private final List<Known> known;

  BearerTokens(SecuritySettings settings) {
    known =
        settings.tokens().entrySet().stream()
            .map(entry -> known(entry.getKey(), entry.getValue()))
            .toList();
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  /**
   * Who calls.
   *
   * @param authorization {@code Bearer} and a token, as an HTTP header or a call's metadata has it
   */
  public Optional<Caller> caller(@Nullable String authorization) {
    return token(authorization).flatMap(this::identify);
  }

  static Optional<String> token(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(authorization.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  /** Takes the same time whichever token it is and however much of it is right. */
  Optional<Caller> identify(String token) {
    byte[] digest = digest(token);
    Optional<Caller> caller = Optional.empty();
    for (Known candidate : known) {
      if (MessageDigest.isEqual(candidate.digest(), digest)) {
        caller = Optional.of(candidate.caller());
      }
    }
    return caller;
  }

  private static Known known(String name, SecuritySettings.Token token) {
    Role role = SecuritySettings.Token.roleOf(String.valueOf(token.role())).orElseThrow();
    return new Known(new Caller(name, role), digest(String.valueOf(token.token())));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  private record Known(Caller caller, byte[] digest) {}
}
