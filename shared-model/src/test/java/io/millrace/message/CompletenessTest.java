package io.millrace.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletenessTest {

  public record Part(String name, @Nullable String note) {}

  public record Whole(
      @Nullable Part first, List<Part> more, Map<String, Object> open, Map<String, Part> typed) {}

  private static final Part PART = new Part("a", null);
  private static final Part EMPTY = new Part(null, "a note");

  @Test
  void lacksNothingWhereWhatMayBeNullIsNull() {
    Map<String, Object> open = Collections.singletonMap("any", null);

    assertThat(Completeness.missing(new Whole(null, List.of(PART), open, Map.of("p", PART))))
        .isEmpty();
  }

  @Test
  void tellsTheWayToWhatIsMissing() {
    assertThat(Completeness.missing(EMPTY)).hasValue("Part.name");
    assertThat(Completeness.missing(new Whole(EMPTY, List.of(), Map.of(), Map.of())))
        .hasValue("Whole.first.name");
    assertThat(Completeness.missing(new Whole(PART, null, Map.of(), Map.of())))
        .hasValue("Whole.more");
    assertThat(Completeness.missing(new Whole(PART, List.of(PART, EMPTY), Map.of(), Map.of())))
        .hasValue("Whole.more.name");
    assertThat(Completeness.missing(new Whole(PART, Arrays.asList(PART, null), Map.of(), Map.of())))
        .hasValue("Whole.more");
    assertThat(Completeness.missing(new Whole(PART, List.of(), null, Map.of())))
        .hasValue("Whole.open");
    assertThat(Completeness.missing(new Whole(PART, List.of(), Map.of(), Map.of("p", EMPTY))))
        .hasValue("Whole.typed.p.name");
    assertThat(
            Completeness.missing(
                new Whole(PART, List.of(), Map.of(), Collections.singletonMap("p", null))))
        .hasValue("Whole.typed.p");
  }
}
