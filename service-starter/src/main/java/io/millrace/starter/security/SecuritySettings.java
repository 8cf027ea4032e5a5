package io.millrace.starter.security;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The credentials there are. Its messages and its text never show a token.
 *
 * @param tokens by the name of who holds them
 * @param readinessOpen whether anyone may ask {@code /readyz}, which says yes or no: those who ask
 *     whether work may come, as Kubernetes does, have no token
 */
@ConfigurationProperties("millrace.security")
record SecuritySettings(
    @DefaultValue Map<String, Token> tokens, @DefaultValue("false") boolean readinessOpen) {

  private static final int MIN_LENGTH = 8;

  /** What RFC 6750 lets a bearer token be. */
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  SecuritySettings {
    tokens = Map.copyOf(tokens);
    tokens.forEach(SecuritySettings::check);
    checkDistinct(tokens);
  }

  private static void check(String name, Token token) {
    String key = "millrace.security.tokens.%s".formatted(name);
    if (token.role() == null || Token.roleOf(token.role()).isEmpty()) {
      throw new IllegalArgumentException(
          "%s.role: found %s; allowed: %s".formatted(key, token.role(), Token.allowedRoles()));
    }
    String value = token.token();
    if (value == null || value.length() < MIN_LENGTH || !BEARER.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s.token: found %s; allowed: %d or more letters, digits and . _ ~ + / -"
              .formatted(
                  key,
                  value == null
                      ? "nothing"
                      : "something else (%d characters)".formatted(value.length()),
                  MIN_LENGTH));
    }
  }

  private static void checkDistinct(Map<String, Token> tokens) {
    Map<String, String> holders = new HashMap<>();
    tokens.forEach(
        (name, token) -> {
          String other = holders.put(String.valueOf(token.token()), name);
          if (other != null) {
            throw new IllegalArgumentException(
                "millrace.security.tokens: %s and %s have the same token; allowed: one each"
                    .formatted(name, other));
          }
        });
  }

  /**
   * @param role its word: {@code data-scientist}
   */
  record Token(@Nullable String role, @Nullable String token) {

    static Optional<Role> roleOf(String word) {
      return Arrays.stream(Role.values()).filter(role -> word(role).equals(word)).findFirst();
    }

    static String allowedRoles() {
      return Arrays.stream(Role.values()).map(Token::word).collect(Collectors.joining(", "));
    }

    static String word(Role role) {
      return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
      return "Token[role=%s]".formatted(role);
    }
  }
}
