package io.millrace.cli.connect;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a stack is and what opens it.
 *
 * @param addresses by service; those unknown are absent
 * @param tokens by the role's word
 * @param home the folder they were read from
 */
public record Connection(Map<Service, URI> addresses, Map<String, String> tokens, Path home) {

  /** Opens every role's door, in place of those in {@code tokens.json}. */
  public static final String TOKEN_VARIABLE = "MILLRACE_TOKEN";

  private static final JsonMapper JSON = new JsonMapper();

  public Connection {
    addresses = Map.copyOf(addresses);
    tokens = Map.copyOf(tokens);
  }

  /**
   * Reads {@code stack.json} and {@code tokens.json}; the environment wins over both.
   *
   * @param environment the process's, or a test's
   */
  public static Connection load(Path home, Map<String, String> environment) {
    JsonNode stack = read(home.resolve("stack.json"));
    Map<Service, URI> addresses = new HashMap<>();
    for (Service service : Service.values()) {
      @Nullable String said = environment.get(service.variable());
      String address =
          said != null ? said : stack.path("addresses").path(service.word()).asString("");
      if (!address.isBlank()) {
        addresses.put(service, uri(address, service));
      }
    }
    return new Connection(addresses, tokens(home, environment), home);
  }

  /** The service's address, without a slash at its end. */
  public URI address(Service service) {
    URI address = addresses.get(service);
    if (address == null) {
      throw CommandFailure.failed(
          "no stack is up on %s: start one with 'millrace up', name its folder with --home, or set %s"
              .formatted(home, service.variable()));
    }
    return address;
  }

  /** The role's token, if there is one. */
  public Optional<String> token(Role role) {
    return Optional.ofNullable(tokens.get(role.word()));
  }

  private static Map<String, String> tokens(Path home, Map<String, String> environment) {
    Map<String, String> tokens = new TreeMap<>();
    @Nullable String said = environment.get(TOKEN_VARIABLE);
    if (said != null && !said.isBlank()) {
      for (Role role : Role.values()) {
        tokens.put(role.word(), said.strip());
      }
    } else {
      read(home.resolve("tokens.json"))
          .properties()
          .forEach(token -> tokens.put(token.getKey(), token.getValue().asString("")));
    }
    return tokens;
  }

  private static URI uri(String address, Service service) {
    try {
      URI uri = URI.create(address.strip().replaceAll("/+$", ""));
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException notOne) {
      // said below
    }
    throw CommandFailure.misused(
        "the address of %s is '%s'; allowed: http://host:port (see %s)"
            .formatted(service.word(), address, service.variable()));
  }

  private static JsonNode read(Path file) {
    if (Files.notExists(file)) {
      return JSON.createObjectNode();
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (JacksonException e) {
      throw CommandFailure.failed("cannot read %s: %s".formatted(file, e.getOriginalMessage()));
    }
  }

  /** Tokens are secrets. */
  @Override
  public String toString() {
    return "Connection[%s, %s, tokens of %s]".formatted(home, addresses, tokens.keySet());
  }
}
