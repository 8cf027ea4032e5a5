package io.millrace.cli.connect;

import java.nio.charset.StandardCharsets;

/**
 * What is asked of a service.
 *
 * @param role whose token is shown
 * @param path from the root, with its query
 * @param body empty where there is none
 * @param accept what may come back
 */
public record Request(
    Service service,
    Role role,
    String method,
    String path,
    String contentType,
    byte[] body,
    String accept) {

  private static final String JSON = "application/json, application/problem+json";

  public static Request get(Service service, Role role, String path) {
    return new Request(service, role, "GET", path, "", new byte[0], JSON);
  }

  public static Request post(Service service, Role role, String path, byte[] json) {
    return new Request(service, role, "POST", path, "application/json", json, JSON);
  }

  public static Request put(Service service, Role role, String path, String type, String body) {
    return new Request(
        service, role, "PUT", path, type, body.getBytes(StandardCharsets.UTF_8), JSON);
  }

  /** The same, for something else to come back. */
  public Request accepting(String type) {
    String all = type + ", application/problem+json";
    return new Request(service, role, method, path, contentType, body, all);
  }
}
