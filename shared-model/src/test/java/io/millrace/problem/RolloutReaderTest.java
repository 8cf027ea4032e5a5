package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.problem.Rollout.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutReaderTest {

  private static final String PROBLEM =
      """
      problem: a
      define: {task: classification, target: y}
      data: {features: {x: number}}
      deploy: {rollout: %s}
      """;

  @Test
  void readsEveryWay() {
    assertThat(rollout("immediate")).isEqualTo(Rollout.IMMEDIATE);
    assertThat(rollout("manual")).isEqualTo(Rollout.MANUAL);
    assertThat(rollout("canary")).isEqualTo(new Rollout(Mode.CANARY, 0.1, 500, 0.01));
    assertThat(rollout("shadow")).isEqualTo(new Rollout(Mode.SHADOW, 1, 500, 0.01));
    assertThat(rollout("")).isEqualTo(Rollout.IMMEDIATE);
  }

  @Test
  void readsSharesAndWhenTheChallengerTakesOver() {
    assertThat(rollout("{canary: 25%, promote-after: 50 predictions, tolerance: 0%}"))
        .isEqualTo(new Rollout(Mode.CANARY, 0.25, 50, 0));
    assertThat(rollout("{shadow: 0.5, tolerance: 0.05}"))
        .isEqualTo(new Rollout(Mode.SHADOW, 0.5, 500, 0.05));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blue-green | rollout | 'blue-green' | immediate, canary, shadow, manual",
        "[canary] | rollout | a list of 1: canary | immediate, canary, shadow, manual, or {canary: 10%} or",
        "{} | rollout | an empty section | immediate, canary, shadow, manual, or {canary: 10%} or",
        "{canary: 0%} | rollout.canary | '0%' | more than 0% and at most 100%",
        "{canary: 101%} | rollout.canary | '101%' | more than 0% and at most 100%",
        "{shadow: all} | rollout.shadow | 'all' | more than 0% and at most 100%",
        "{canary: 10%, shadow: 10%} | rollout.shadow | a shadow beside a canary | one of canary",
        "{canary: 10%, promote-after: 5} | rollout.promote-after | 5 | 20 to 100000000 predictions",
        "{canary: 10%, tolerance: 60%} | rollout.tolerance | '60%' | 0% to 50%",
        "{canary: 10%, tolerance: -1} | rollout.tolerance | -1 | 0% to 50%",
        "{canary: 10%, after: 5} | rollout.after | an unknown key | canary, shadow, promote-after"
      })
  void refusesEverythingElseAndSaysWhatIsAllowed(
      String rollout, String key, String found, String allowed) {
    assertThat(refused(PROBLEM.formatted(rollout)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.key()).isEqualTo("deploy." + key);
              assertThat(error.found()).contains(found);
              assertThat(error.allowed()).startsWith(allowed);
            });
  }

  @ParameterizedTest
  @CsvSource({"canary", "shadow", "{canary: 10%}"})
  void refusesToCompareForecastsAndSaysWhy(String rollout) {
    List<ProblemError> errors =
        refused(
            PROBLEM.formatted(rollout).replace("classification", "forecasting, horizon: 3 steps"));

    assertThat(errors)
        .filteredOn(error -> error.key().equals("deploy.rollout"))
        .singleElement()
        .satisfies(error -> assertThat(error.allowed()).startsWith("immediate, manual: what is"));
  }

  @Test
  void whatComesFromAnotherEnvironmentWaitsForAPersonUnlessAShadowRunIsToDecide() {
    assertThat(deploy("canary}").promoted()).isEqualTo(Rollout.MANUAL);
    assertThat(deploy("immediate, promotion: {gate: person}}").promoted())
        .isEqualTo(Rollout.MANUAL);
    assertThat(deploy("immediate, promotion: {gate: shadow}}").promoted())
        .isEqualTo(new Rollout(Mode.SHADOW, 1, 500, 0.01));
    assertThat(deploy("{canary: 5%, promote-after: 60}, promotion: {gate: shadow}}").promoted())
        .isEqualTo(new Rollout(Mode.SHADOW, 1, 60, 0.01));
    assertThat(deploy("{shadow: 50%, tolerance: 0%}, promotion: {gate: shadow}}").promoted())
        .isEqualTo(new Rollout(Mode.SHADOW, 0.5, 500, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{gate: nobody} | promotion.gate | 'nobody' | person, shadow",
        "{gates: person} | promotion.gates | an unknown key | gate",
        "person | promotion | 'person' | a section"
      })
  void refusesOtherGatesAndSaysWhatIsAllowed(
      String promotion, String key, String found, String allowed) {
    String file = PROBLEM.formatted("immediate").replace("immediate", "immediate, promotion: ");

    assertThat(refused(file.replace("promotion: ", "promotion: " + promotion)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.key()).isEqualTo("deploy." + key);
              assertThat(error.found()).contains(found);
              assertThat(error.allowed()).startsWith(allowed);
            });
  }

  @Test
  void refusesAShadowRunOfForecasts() {
    String file =
        PROBLEM
            .formatted("immediate, promotion: {gate: shadow}")
            .replace("classification", "forecasting, horizon: 3 steps");

    assertThat(refused(file))
        .filteredOn(error -> error.key().equals("deploy.promotion.gate"))
        .singleElement()
        .satisfies(error -> assertThat(error.allowed()).startsWith("person: what is known"));
  }

  @Test
  void aRolloutIsWhatItSays() {
    assertThatThrownBy(() -> new Rollout(Mode.CANARY, 0, 500, 0.01))
        .hasMessage("rollout: found canary of 0.0 after 500");
    assertThatThrownBy(() -> new Rollout(Mode.IMMEDIATE, 0.1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rollout(Mode.CANARY, 0.1, 500, 1))
        .hasMessage("tolerance: found 1.0");
  }

  private static Rollout rollout(String rollout) {
    return deploy(rollout + "}").rollout();
  }

  /**
   * @param rollout and what follows it, with the brace that ends it
   */
  private static Deploy deploy(String rollout) {
    return switch (ProblemFile.read(Yaml.read(PROBLEM.replace("%s}", rollout)))) {
      case ProblemFile.Accepted(Problem problem) -> problem.deploy();
      case ProblemFile.Refused refused -> throw new AssertionError(refused.errors());
    };
  }

  private static List<ProblemError> refused(String file) {
    return switch (ProblemFile.read(Yaml.read(file))) {
      case ProblemFile.Accepted _ -> throw new AssertionError("accepted");
      case ProblemFile.Refused refused -> refused.errors();
    };
  }
}
