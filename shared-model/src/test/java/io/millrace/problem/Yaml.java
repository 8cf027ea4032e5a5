package io.millrace.problem;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a problem file as the services and the command do. */
final class Yaml {

  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Yaml() {}

  static Map<String, Object> read(String text) {
    return MAPPER.readValue(text, new TypeReference<>() {});
  }
}
