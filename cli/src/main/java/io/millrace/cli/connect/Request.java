package io.millrace.cli.connect;

import java.nio.charset.StandardCharsets;

/**
 * What is asked of a service.
 *
 * @param role whose token is shown
 * @param path from the root, with its query
 * @param body empty where there is none
 */
public record Request(
    Service service, Role role, String method, String path, String contentType, byte[] body) {

  public static Request get(Service service, Role role, String path) {
    return new Request(service, role, "GET", path, "", new byte[0]);
  }

  public static Request post(Service service, Role role, String path, byte[] json) {
    return new Request(service, role, "POST", path, "application/json", json);
  }

  public static Request put(Service service, Role role, String path, String type, String body) {
    return new Request(service, role, "PUT", path, type, body.getBytes(StandardCharsets.UTF_8));
  }
}
