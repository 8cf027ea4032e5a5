package io.millrace.quickstart;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One secret for each role, made at the first start and kept.
 *
 * @param byRole by the role's word
 */
public record Tokens(Map<String, String> byRole) {

  static final List<String> ROLES =
      List.of("owner", "data-scientist", "device", "application", "operator", "reader");

  private static final int BYTES = 32;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Tokens {
    byRole = Collections.unmodifiableMap(new LinkedHashMap<>(byRole));
  }

  /** The token of a role by its word. */
  public String of(String role) {
    String token = byRole.get(role);
    if (token == null) {
      throw new StackFailure("no token for the role " + role);
    }
    return token;
  }

  /** What a service is told of them, as {@code --key=value}. */
  public List<String> arguments() {
    return byRole.entrySet().stream()
        .flatMap(
            role ->
                Stream.of(
                    "--millrace.security.tokens.%s.role=%s".formatted(role.getKey(), role.getKey()),
                    "--millrace.security.tokens.%s.token=%s"
                        .formatted(role.getKey(), role.getValue())))
        .toList();
  }

  static Tokens readOrMake(Home home) {
    if (Files.exists(home.tokens())) {
      return read(home);
    }
    Tokens made = make();
    Home.write(
        home.tokens(),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(made.byRole()) + "\n");
    return made;
  }

  private static Tokens read(Home home) {
    try {
      Map<String, String> found =
          JSON.readValue(home.tokens().toFile(), new TypeReference<Map<String, String>>() {});
      Tokens tokens = new Tokens(found);
      ROLES.forEach(tokens::of);
      return tokens;
    } catch (JacksonException | StackFailure e) {
      throw new StackFailure(
          "%s is not usable (%s); delete it, and new tokens are made"
              .formatted(home.tokens(), e.getMessage()),
          e);
    }
  }

  /** New ones, kept nowhere. */
  public static Tokens make() {
    SecureRandom random = new SecureRandom();
    Map<String, String> tokens = new LinkedHashMap<>();
    for (String role : ROLES) {
      byte[] secret = new byte[BYTES];
      random.nextBytes(secret);
      tokens.put(role, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }
    return new Tokens(tokens);
  }

  @Override
  public String toString() {
    return "Tokens" + byRole.keySet();
  }
}
