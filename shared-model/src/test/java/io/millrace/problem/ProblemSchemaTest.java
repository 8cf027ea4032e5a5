package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors and the reader know the same keys. */
class ProblemSchemaTest {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SCHEMA = resource();

  @Test
  void everyExampleAndTheGoldenDefinitionValidate() throws Exception {
    for (Path example : ExamplesTest.examples()) {
      assertThat(validate(Yaml.read(Files.readString(example)))).as(example.toString()).isEmpty();
    }
    Path golden = Path.of("src/test/resources/golden/io.millrace.problem-applied.v1.json");
    JsonNode definition = MAPPER.readTree(Files.readString(golden)).get("definition");
    assertThat(validate(definition)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{problem: Room One}",
        "{problem: a, define: {task: forecasting, target: y}, data: {features: {x: number}}}",
        "{problem: a, define: {task: regression, target: y}, data: {features: {}}}",
        "{problem: a, define: {task: regression, target: y}, data: {features: {offset: number}}}",
        "{problem: a, define: {task: regression, target: y}, data: {features: {x: text}}}",
        "{problem: a, define: {task: regression, target: y}, data: {features: {x: number}}, x: 1}"
      })
  void aFileTheReaderRefusesForItsShapeIsInvalid(String yaml) {
    Map<String, Object> tree = Yaml.read(yaml);

    assertThat(ProblemFile.read(tree)).isInstanceOf(ProblemFile.Refused.class);
    assertThat(validate(tree)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void theReaderAndTheSchemaKnowTheSameKeys(String path, Set<String> keys) {
    ProblemFile file = ProblemFile.read(treeWithUnknownKeyAt(path));

    assertThat(allowedAt(path, file)).isEqualTo(keys);
  }

  @Test
  void everySectionOfTheSchemaIsCompared() {
    assertThat(sections().map(section -> (String) section[0]))
        .contains("", "define.success", "data.features.x", "prepare.steps[0]", "monitor.retrain");
  }

  /** Every object of the schema that names its properties, by its path in a file. */
  static java.util.stream.Stream<Object[]> sections() {
    JsonNode root = MAPPER.readTree(SCHEMA);
    Map<String, Set<String>> sections = new HashMap<>();
    collect("", root, sections);
    collect("deploy.rollout", root.at("/properties/deploy/properties/rollout/oneOf/1"), sections);
    collect("monitor.drift", root.at("/properties/monitor/properties/drift/oneOf/1"), sections);
    collect("monitor.concept", root.at("/properties/monitor/properties/concept/oneOf/1"), sections);
    collect("monitor.traffic", root.at("/properties/monitor/properties/traffic/oneOf/1"), sections);
    collect("data.features.x", root.at("/$defs/feature/oneOf/1"), sections);
    collect("prepare.steps[0]", root.at("/$defs/step"), sections);
    collect("train.search.space.gradient-boosting.eta", root.at("/$defs/distribution"), sections);
    return sections.entrySet().stream().map(e -> new Object[] {e.getKey(), e.getValue()});
  }

  private static void collect(String path, JsonNode object, Map<String, Set<String>> sections) {
    if (!object.has("properties")) {
      return;
    }
    sections.put(path, Set.copyOf(object.get("properties").propertyNames()));
    object
        .get("properties")
        .properties()
        .forEach(
            property ->
                collect(
                    path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                    property.getValue(),
                    sections));
  }

  private static Map<String, Object> treeWithUnknownKeyAt(String path) {
    Object value = Map.of("qqqqqqqq", 1);
    List<String> names = path.isEmpty() ? List.of() : Arrays.asList(path.split("\\."));
    for (String name : names.reversed()) {
      value =
          name.endsWith("[0]")
              ? Map.of(name.substring(0, name.length() - 3), List.of(value))
              : Map.of(name, value);
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> tree = (Map<String, Object>) value;
    return tree;
  }

  private static Set<String> allowedAt(String path, ProblemFile file) {
    String key = path.isEmpty() ? "qqqqqqqq" : path + ".qqqqqqqq";
    return ((ProblemFile.Refused) file)
        .errors().stream()
            .filter(error -> error.key().equals(key))
            .map(error -> Set.of(error.allowed().split(", ")))
            .findFirst()
            .orElseThrow();
  }

  private static Set<ValidationMessage> validate(Object tree) {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SCHEMA);
    return schema.validate(MAPPER.writeValueAsString(tree), InputFormat.JSON);
  }

  private static String resource() {
    try (var in = ProblemFile.class.getResourceAsStream("/millrace/problem.schema.json")) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
