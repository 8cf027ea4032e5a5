package io.millrace.inference.protocol;

import java.util.List;

/**
 * What the server says of itself.
 *
 * @param extensions of the protocol that it has
 */
public record ServerMetadata(String name, String version, List<String> extensions) {

  static ServerMetadata ofThis() {
    String version = ServerMetadata.class.getPackage().getImplementationVersion();
    return new ServerMetadata("millrace", version == null ? "development" : version, List.of());
  }
}
