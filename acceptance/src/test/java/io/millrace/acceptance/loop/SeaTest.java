package io.millrace.acceptance.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.acceptance.loop.Stream.Block;
import io.millrace.acceptance.loop.Stream.Event;
import io.millrace.problem.ProblemFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SeaTest {

  private static final Stream SEA = Sea.stream(Sea.THRESHOLDS, 1000, 5000, 7);

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(Sea.stream(Sea.THRESHOLDS, 1000, 5000, 7)).isEqualTo(SEA);
    assertThat(Sea.stream(Sea.THRESHOLDS, 1000, 5000, 8).events()).isNotEqualTo(SEA.events());
  }

  @Test
  void nineInTenFollowTheThresholdOfTheirBlockAndFewerThatOfTheOneBefore() {
    assertThat(SEA.blocks())
        .containsExactly(
            new Block("8.0", 1000, 6000),
            new Block("9.0", 6000, 11_000),
            new Block("7.0", 11_000, 16_000),
            new Block("9.5", 16_000, 21_000));
    double before = 8;
    for (Block block : SEA.blocks()) {
      double own = Double.parseDouble(block.name());
      assertThat(following(own, block)).isCloseTo(0.9, within(0.015));
      assertThat(following(before, block)).isLessThanOrEqualTo(following(own, block));
      before = own;
    }
    assertThat(following(7, SEA.blocks().getLast())).isLessThan(0.8);
  }

  @Test
  void itsProblemsAreRead() {
    for (LoopProblem each : List.of(LoopProblem.on(SEA, 0.85), LoopProblem.off(SEA, 0.85))) {
      Map<String, Object> read =
          new YAMLMapper().readValue(each.yaml("sea"), new TypeReference<>() {});
      assertThat(ProblemFile.read(read)).isInstanceOf(ProblemFile.Accepted.class);
    }
  }

  @Test
  void aLineIsAnEventAndItsTruth() {
    Stream one =
        new Stream(
            "one", "above", List.of("x"), List.of(new Event(List.of("1.5"), "1")), List.of(), 1);

    assertThat(one.event(0))
        .isEqualTo("{\"event_id\":\"e0000000\",\"time\":\"2026-01-01T00:00:00Z\",\"x\":1.5}");
    assertThat(one.truth(0)).isEqualTo("{\"event_id\":\"e0000000\",\"value\":\"1\"}");
    assertThat(Stream.number(Stream.id(42))).isEqualTo(42);
  }

  private static double following(double threshold, Block block) {
    return SEA.events().subList(block.from(), block.to()).stream()
            .filter(event -> above(event, threshold) == event.label().equals("1"))
            .count()
        / (double) (block.to() - block.from());
  }

  private static boolean above(Event event, double threshold) {
    return Double.parseDouble(event.values().get(0)) + Double.parseDouble(event.values().get(1))
        > threshold;
  }
}
