package io.millrace.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running stack says of itself in {@code stack.json}, for the other commands.
 *
 * @param addresses of the services, by their words
 * @param broker host and port
 * @param pid of the services' JVM
 */
record StackFile(Map<String, String> addresses, String broker, long pid) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static StackFile of(Ports ports) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (Service service : Service.values()) {
      addresses.put(service.part().word(), service.address(ports));
    }
    return new StackFile(
        addresses, "127.0.0.1:" + ports.of(Part.BROKER), ProcessHandle.current().pid());
  }

  void write(Home home) {
    Home.write(home.stack(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }

  /** What a crash left behind names a process that may be somebody else's by now. */
  static void delete(Home home) {
    try {
      Files.deleteIfExists(home.stack());
    } catch (IOException e) {
      throw new StackFailure("cannot delete %s: %s".formatted(home.stack(), e.getMessage()), e);
    }
  }

  static Optional<StackFile> read(Home home) {
    if (Files.notExists(home.stack())) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(home.stack().toFile(), StackFile.class));
    } catch (JacksonException e) {
      throw new StackFailure("cannot read %s: %s".formatted(home.stack(), e.getMessage()), e);
    }
  }
}
