package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a YAML or JSON file can hold makes the reader throw. */
class WeirdInputTest {

  private static final String WHOLE =
      """
      problem: a
      define: {task: classification, target: y, positive: 1, success: {metric: f1, at-least: 0.5}}
      data: {time: t, time-format: dd/MM/yy, key: k, id: i, features: {x: number, z: {type: category, values: [a], optional: true}, r: {type: number, range: [0, 1]}}}
      prepare: {holdout: {latest: 20%, groups: true}, validation: {folds: 5}, steps: [{impute: mean}, {derive: {h: month(t)}}, {standardise: [x]}]}
      train: {algorithms: [neural-network], first-after: 100 rows, seed: 1, search: {sampling: sobol, space: {neural-network: {batch_size: {choice: [32, 64]}, learning_rate: {qloguniform: [0.001, 0.1, 0.001]}, weight_decay: {normal: [0, 1]}}}, primary-metric: f1, early-termination: {policy: bandit, slack-factor: 0.1, evaluation-interval: 2, delay-evaluation: 1}, limits: {trials: 9, concurrent-trials: 2, trial-timeout: 1m, timeout: 1h}}, compute: {cores: 2, memory: 2GB, device: cpu}}
      deploy: {rollout: {canary: 10%, promote-after: 500 predictions, tolerance: 1%}, promotion: {gate: shadow}}
      monitor: {drift: {window: 50, test: psi}, performance: {metric: f1, alert-below: 0.1, window: 50}, concept: {delta: 0.01, warn: [ddm]}, retrain: {on: [drift], schedule: "* * * * *", after: 1 row, cooldown: 1s}}
      """;

  @ParameterizedTest
  @MethodSource("weird")
  void anythingAnywhereGivesAnAnswer(@Nullable Object weird) {
    for (List<Object> place : places(Yaml.read(WHOLE), List.of())) {
      Map<String, Object> tree = Yaml.read(WHOLE);

      put(tree, place, weird);

      assertThat(ProblemFile.read(tree)).as("%s at %s", weird, place).isNotNull();
    }
  }

  @Test
  void theFileItselfIsAccepted() {
    assertThat(ProblemFile.read(Yaml.read(WHOLE))).isInstanceOf(ProblemFile.Accepted.class);
  }

  /** The JDK answers this one with a ClassCastException. */
  @Test
  void aTimeFormatThatTheJdkStumblesOverIsRefused() {
    Map<String, Object> tree = Yaml.read(WHOLE.replace("dd/MM/yy", "ppddMM"));

    List<ProblemError> errors = ((ProblemFile.Refused) ProblemFile.read(tree)).errors();

    assertThat(errors)
        .singleElement()
        .satisfies(error -> assertThat(error.key()).isEqualTo("data.time-format"));
  }

  @Test
  void whatWasFoundIsShortened() {
    Map<String, Object> tree = Yaml.read(WHOLE);
    tree.put("problem", "x".repeat(5_000_000));
    tree.put("y".repeat(1_000_000), 1);

    List<ProblemError> errors = ((ProblemFile.Refused) ProblemFile.read(tree)).errors();

    assertThat(errors)
        .hasSize(2)
        .allSatisfy(error -> assertThat(error.toString()).hasSizeLessThan(300));
  }

  @Test
  void aFileFullOfErrorsGivesAnAnswerOfBoundedSize() {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < 100_000; i++) {
      tree.put("key" + i, i);
    }

    List<ProblemError> errors = ((ProblemFile.Refused) ProblemFile.read(tree)).errors();

    assertThat(errors).hasSize(201);
    assertThat(errors.getLast().found()).isEqualTo("99804 more errors");
  }

  static Stream<@Nullable Object> weird() {
    Map<Object, Object> numbered = new LinkedHashMap<>(Map.of(1, 2));
    return Stream.of(
        null,
        "",
        " ",
        "x".repeat(100_000),
        "\u0000\n",
        "-1 rows",
        "999999999999999999999 rows",
        "%",
        "0%",
        "((((",
        "*/0 * * * *",
        "5-1 * * * *",
        "* * * FOO *",
        0,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        new BigInteger("9".repeat(40)),
        new java.math.BigDecimal("1e1000000"),
        true,
        List.of(),
        Collections.singletonList(null),
        Arrays.asList(1, null, "a", List.of(), Map.of()),
        List.of("x", "x"),
        Map.of(),
        Collections.singletonMap(null, null),
        numbered,
        Map.of("type", Map.of()),
        Map.of("x", Collections.nCopies(3, Map.of("x", List.of()))));
  }

  private static List<List<Object>> places(@Nullable Object value, List<Object> here) {
    List<List<Object>> places = new ArrayList<>();
    if (!here.isEmpty()) {
      places.add(here);
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> places.addAll(places(each, plus(here, key))));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        places.addAll(places(list.get(i), plus(here, i)));
      }
    }
    return places;
  }

  private static List<Object> plus(List<Object> here, Object step) {
    List<Object> path = new ArrayList<>(here);
    path.add(step);
    return path;
  }

  @SuppressWarnings("unchecked")
  private static void put(Object tree, List<Object> place, @Nullable Object value) {
    if (place.size() > 1) {
      Object next =
          tree instanceof List<?> list
              ? list.get((Integer) place.getFirst())
              : ((Map<String, Object>) tree).get(place.getFirst());
      put(next, place.subList(1, place.size()), value);
    } else if (tree instanceof List<?> list) {
      ((List<@Nullable Object>) list).set((Integer) place.getFirst(), value);
    } else {
      ((Map<String, @Nullable Object>) tree).put((String) place.getFirst(), value);
    }
  }
}
