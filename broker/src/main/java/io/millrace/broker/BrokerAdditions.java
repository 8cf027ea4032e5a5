package io.millrace.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a broker has beside the usual.
 *
 * @param saslPort of a listener with TLS and SASL, on the loopback address; 0 for none
 * @param settings Kafka's own, which win over the usual ones
 * @param classPath of classes that they name
 */
public record BrokerAdditions(int saslPort, Map<String, String> settings, List<Path> classPath) {

  /** Nothing. */
  public static final BrokerAdditions NONE = new BrokerAdditions(0, Map.of(), List.of());

  public BrokerAdditions {
    settings = Map.copyOf(settings);
    classPath = List.copyOf(classPath);
  }

  /** As it follows other listeners. */
  String listener() {
    return saslPort == 0 ? "" : ",SASL_SSL://127.0.0.1:" + saslPort;
  }

  String text() {
    return settings.entrySet().stream()
        .map(setting -> "%s=%s%n".formatted(setting.getKey(), setting.getValue()))
        .sorted()
        .collect(Collectors.joining());
  }
}
