package io.millrace.scoring.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.event.Feature;
import io.millrace.problem.Prepare.Arithmetic;
import io.millrace.problem.Prepare.TimePart;
import io.millrace.problem.Task;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of a package's files: indented, members in the order of the records, so that the same
 * content is the same bytes and a person can read it. Members that are not known are left alone.
 */
public final class PackageJson {

  /**
   * What a package's file may be at most, so that a crafted one costs no stack and no hours. A
   * category is a name in a baseline: 10,000 characters, of up to three bytes each.
   */
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxNumberLength(400)
          .maxStringLength(1 << 20)
          .maxNameLength(30_000)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addMixIn(Feature.class, FeatureMixIn.class)
          .addMixIn(Task.class, WordMixIn.class)
          .addMixIn(TimePart.class, WordMixIn.class)
          .addMixIn(Arithmetic.class, WordMixIn.class)
          .build();

  private PackageJson() {}

  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /**
   * @throws IllegalArgumentException where the JSON is not that of the type
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IllegalArgumentException("not a " + type.getSimpleName() + ": null");
      }
      return value;
    } catch (JacksonException | NullPointerException e) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Feature.Number.class, name = "number"),
    @JsonSubTypes.Type(value = Feature.Category.class, name = "category"),
    @JsonSubTypes.Type(value = Feature.Bool.class, name = "boolean")
  })
  private interface FeatureMixIn {}

  private interface WordMixIn {
    @JsonValue
    String word();
  }
}
