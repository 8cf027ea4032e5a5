package io.millrace.monitoring.concept;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.starter.messaging.MillraceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all of them. */
class DetectorTest {

  static List<Detector> all() {
    return List.of(Adwin.start(0.002), PageHinkley.START, Ddm.START, HddmA.START, Kswin.START);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneThatIsRestartedAnywhereGivesTheSignalsOfOneThatWasNot(Detector start) {
    for (int seed = 0; seed < 20; seed++) {
      Random restarts = new Random(seed);
      List<Detector.Step> calm = run(start, seed, step -> step);
      List<Detector.Step> shaken =
          run(start, seed, step -> restarts.nextInt(50) == 0 ? restarted(step) : step);

      assertThat(rises(shaken)).isEqualTo(rises(calm)).isNotEmpty();
      assertThat(written(shaken.getLast())).isEqualTo(written(calm.getLast()));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatItRemembersIsBounded(Detector start) {
    run(start, 1, step -> step).forEach(step -> assertThat(written(step)).hasSizeLessThan(3_000));
  }

  @ParameterizedTest
  @MethodSource("all")
  void isSilentWhileNothingIsWrong(Detector start) {
    Detector detector = start;
    for (int i = 0; i < 2_000; i++) {
      Detector.Step step = detector.add(0);
      assertThat(step.rise()).isNull();
      detector = step.next();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aFallIsNoAlarm(Detector start) {
    Detector detector = start;
    for (int i = 0; i < 2_000; i++) {
      Detector.Step step = detector.add(i < 1_000 ? i % 2 : 0);
      assertThat(step.rise()).as("at %d", i).isNull();
      detector = step.next();
    }
  }

  /** Errors rise, fall, and rise more. */
  private static List<Detector.Step> run(
      Detector start, int seed, UnaryOperator<Detector.Step> between) {
    Random random = new Random(seed);
    double[] shares = {0.1, 0.6, 0.05, 0.9};
    List<Detector.Step> steps = new ArrayList<>();
    Detector detector = start;
    for (int i = 0; i < 4_000; i++) {
      double share = shares[i / 1_000];
      double error =
          start.takesSizes()
              ? 10 * share * Math.abs(random.nextGaussian())
              : random.nextDouble() < share ? 1 : 0;
      Detector.Step step = between.apply(detector.add(error));
      detector = step.next();
      steps.add(step);
    }
    return steps;
  }

  private static Detector.Step restarted(Detector.Step step) {
    Detector read = MillraceJson.mapper().readValue(written(step), step.next().getClass());
    return new Detector.Step(read, step.rise());
  }

  private static String written(Detector.Step step) {
    return MillraceJson.mapper().writeValueAsString(step.next());
  }

  private static List<Rise> rises(List<Detector.Step> steps) {
    return steps.stream().map(Detector.Step::rise).filter(java.util.Objects::nonNull).toList();
  }
}
