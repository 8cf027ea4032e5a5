package io.millrace.ingestion.web;

import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import io.millrace.starter.messaging.MillraceJson;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/** Problem files in YAML or JSON, as the tree that the topic will bring back. */
final class ProblemTrees {

  private static final Set<String> YAML_TYPES =
      Set.of("application/yaml", "text/yaml", "application/x-yaml", "text/x-yaml");
  private static final int MAX_DEPTH = 32;
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();

  /** Its parser never builds objects of types that a file names, and copies no alias. */
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(YAMLReadFeature.EMPTY_STRING_AS_NULL)
                  .streamReadConstraints(BOUNDS)
                  .loadSettings(
                      LoadSettings.builder()
                          .setAllowDuplicateKeys(false)
                          .setMaxAliasesForCollections(1)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ProblemTrees() {}

  static Map<String, Object> read(Body body) {
    if (YAML_TYPES.contains(body.mediaType())) {
      return read(YAML, body.bytes());
    }
    if (body.mediaType().equals("application/json")) {
      return read(JSON, body.bytes());
    }
    throw new BodyIntake.UnsupportedBodyException(
        "Content-Type", body.mediaType(), "application/yaml, text/yaml, application/json");
  }

  private static Map<String, Object> read(ObjectMapper mapper, byte[] bytes) {
    try {
      Map<String, Object> tree = mapper.readValue(bytes, TREE);
      if (tree == null) {
        throw new BrokenBodyException("The file is empty", 1, 1);
      }
      // Numbers come back from the topic as JSON has them: what is compared later must be alike.
      return MillraceJson.mapper().readValue(MillraceJson.mapper().writeValueAsBytes(tree), TREE);
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  private static BrokenBodyException broken(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    String message = e.getOriginalMessage();
    String reason =
        message == null ? "" : message.lines().limit(3).reduce("", (a, b) -> a + " " + b);
    return new BrokenBodyException(
        "The file cannot be read:" + reason,
        at == null ? 1 : Math.max(1, at.getLineNr()),
        at == null ? 1 : Math.max(1, at.getColumnNr()));
  }
}
