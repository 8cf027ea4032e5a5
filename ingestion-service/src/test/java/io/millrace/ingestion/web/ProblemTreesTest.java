package io.millrace.ingestion.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingestion.accept.Body;
import io.millrace.ingestion.accept.BrokenBodyException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTreesTest {

  private static final String YAML = "application/yaml";

  @Test
  void readsYamlAndJsonIntoTheSameTree() {
    Map<String, Object> yaml =
        read(YAML, "a: {b: [1, 0.9, on, 10m, 20%, true, '7']} # a comment\nc:\n");
    Map<String, Object> json =
        read(
            "application/json",
            "{\"a\": {\"b\": [1, 0.9, \"on\", \"10m\", \"20%\", true, \"7\"]}, \"c\": null}");

    assertThat(yaml).isEqualTo(json);
    assertThat(((Map<?, ?>) yaml.get("a")).get("b"))
        .isEqualTo(List.of(1, 0.9, "on", "10m", "20%", true, "7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: [",
        "a: 1\na: 2",
        "- a",
        "just text",
        "a: 1\n---\nb: 2",
        "a: !!javax.script.ScriptEngineManager [x]\nb: {c: }}",
        "\u0000",
        "a: &x {b: *x}\nc: ]"
      })
  void refusesWhatIsNoTreeWithThePlace(String text) {
    assertThatThrownBy(() -> read(YAML, text))
        .isInstanceOfSatisfying(BrokenBodyException.class, e -> assertThat(e.line()).isPositive());
  }

  @Test
  void anAliasIsNotCopied() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 20; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
    }

    assertThat(read(YAML, laughs.toString()).toString()).hasSizeLessThan(5000);
  }

  @Test
  void refusesATreeThatIsTooDeep() {
    assertThatThrownBy(() -> read(YAML, "a: " + "[".repeat(1000) + "]".repeat(1000)))
        .isInstanceOf(BrokenBodyException.class);
  }

  private static Map<String, Object> read(String type, String text) {
    return ProblemTrees.read(new Body(text.getBytes(UTF_8), type, _ -> null));
  }
}
