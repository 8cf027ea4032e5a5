package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.event.Feature;
import io.millrace.problem.Prepare.Step;
import io.millrace.problem.Prepare.TimePart;
import io.millrace.problem.Train.Algorithm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProblemReaderTest {

  private static final String LEAST =
      """
      problem: a
      define: {task: classification, target: y}
      data: {features: {x: number}}
      """;

  @Test
  void fillsInWhatAPractitionerWouldHaveChosen() {
    Problem problem = accepted(LEAST);

    assertThat(problem.data().id()).isEqualTo("event_id");
    assertThat(problem.data().time()).isEmpty();
    assertThat(problem.prepare().holdout())
        .isEqualTo(new Prepare.Holdout(Prepare.By.LATEST, new Prepare.Size.Share(0.2), false));
    assertThat(problem.prepare().validation()).isEqualTo(new Prepare.Validation.Automatic());
    assertThat(problem.prepare().steps())
        .containsExactly(new Step.Impute(Prepare.Strategy.MEDIAN), new Step.Standardise(Set.of()));
    assertThat(problem.train().algorithms()).containsExactly(Algorithm.values());
    assertThat(problem.train().firstAfter()).isEqualTo(2000);
    assertThat(problem.train().seed()).isEqualTo(1);
    assertThat(problem.deploy().rollout()).isEqualTo(Rollout.IMMEDIATE);
    assertThat(problem.monitor().drift()).isEqualTo(predictions(1000, Monitor.Test.AUTO));
    assertThat(problem.monitor().dataQuality()).isTrue();
    assertThat(problem.monitor().estimate()).isTrue();
    assertThat(problem.monitor().performance().metric()).isEqualTo(Metric.F1);
    assertThat(problem.monitor().performance().alertBound()).isEmpty();
    assertThat(problem.monitor().concept()).hasValue(new Monitor.Concept(0.002, Set.of()));
    assertThat(problem.monitor().retrain())
        .isEqualTo(
            new Monitor.Retrain(
                Set.of(Monitor.Cause.values()),
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ofMinutes(10)));
  }

  @Test
  void readsEveryKey() {
    Problem problem =
        accepted(
            """
            problem: room-1
            define:
              task: classification
              target: Occupancy
              positive: 1
              success: {metric: log-loss, at-most: 0.3}
            data:
              time: date
              time-format: dd/MM/yy
              key: room
              id: serial
              features:
                CO2: {type: number, range: [0, 5000], optional: true}
                window: {type: category, values: [tilted, 2, true]}
                heating: boolean
            prepare:
              holdout: {stratified: 12.5%}
              validation: {folds: 4}
              steps:
                - {impute: zero}
                - {derive: {hour: hour-of-day(date), day: " day-of-week( date ) ", warmth: "product( CO2 , heating)"}}
                - {standardise: [CO2, hour]}
            train: {algorithms: neural-network, first-after: 100 rows, seed: -3}
            deploy: {rollout: immediate}
            monitor:
              drift: {window: 300 predictions, test: kolmogorov-smirnov}
              data-quality: off
              estimate: off
              performance: {metric: recall, alert-below: 0.8, window: 50}
              concept: {delta: 0.01, warn: [hddm-a, page-hinkley]}
              retrain: {on: [performance], schedule: "*/15 3-5 1,15 JAN-MAR SUN", after: 500 rows, cooldown: 2h}
            """);

    assertThat(problem.define().positive()).hasValue("1");
    assertThat(problem.define().success()).hasValue(new Define.Success(Metric.LOG_LOSS, 0.3));
    assertThat(problem.data().timeFormat()).hasValue("dd/MM/yy");
    assertThat(problem.data().key()).hasValue("room");
    assertThat(problem.data().id()).isEqualTo("serial");
    assertThat(problem.data().features().features())
        .containsExactly(
            new Feature.Number("CO2", true, Optional.of(new Feature.Range(0, 5000))),
            new Feature.Category("window", false, List.of("tilted", "2", "true")),
            new Feature.Bool("heating", false));
    assertThat(problem.prepare().holdout())
        .isEqualTo(new Prepare.Holdout(Prepare.By.STRATIFIED, new Prepare.Size.Share(0.125), true));
    assertThat(problem.prepare().validation()).isEqualTo(new Prepare.Validation.Folds(4));
    assertThat(problem.prepare().steps())
        .contains(
            new Step.Derive(
                Map.of(
                    "hour",
                    TimePart.HOUR_OF_DAY,
                    "day",
                    TimePart.DAY_OF_WEEK,
                    "warmth",
                    new Prepare.Pair(Prepare.Arithmetic.PRODUCT, "CO2", "heating"))),
            new Step.Standardise(Set.of("CO2", "hour")));
    assertThat(problem.train().algorithms()).containsExactly(Algorithm.NEURAL_NETWORK);
    assertThat(problem.train().firstAfter()).isEqualTo(100);
    assertThat(problem.train().seed()).isEqualTo(-3);
    assertThat(problem.monitor().drift())
        .isEqualTo(predictions(300, Monitor.Test.KOLMOGOROV_SMIRNOV));
    assertThat(problem.monitor().dataQuality()).isFalse();
    assertThat(problem.monitor().estimate()).isFalse();
    assertThat(problem.monitor().performance().alertBound()).hasValue(0.8);
    assertThat(problem.monitor().concept())
        .hasValue(
            new Monitor.Concept(0.01, Set.of(Monitor.Warner.HDDM_A, Monitor.Warner.PAGE_HINKLEY)));
    assertThat(problem.monitor().retrain().schedule()).hasValue("*/15 3-5 1,15 JAN-MAR SUN");
    assertThat(problem.monitor().retrain().afterRows()).hasValue(500);
    assertThat(problem.monitor().retrain().cooldown()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void saysEveryErrorAtOnceInTheOrderOfTheSteps() {
    List<ProblemError> errors =
        refused(
            """
            problem: Room Occupancy
            define: {task: clasification, success: {metric: f2, at-least: 90%}}
            data:
              time: date
              features: {CO2: text, Light: {type: number, range: [100, 0]}}
            prepare: {holdout: {latest: 80%}}
            train: {algorithms: [astrology], first-after: soon}
            monitor: {drift: {window: 5}, retrain: {schedule: nightly, cooldown: 10}}
            """);

    assertThat(errors)
        .extracting(ProblemError::key)
        .containsExactly(
            "problem",
            "define.task",
            "define.target",
            "define.success.metric",
            "data.features.CO2",
            "data.features.Light.range",
            "prepare.holdout.latest",
            "train.algorithms[0]",
            "train.first-after",
            "monitor.drift.window",
            "monitor.retrain.schedule",
            "monitor.retrain.cooldown");
    assertThat(errors.get(1).toString())
        .isEqualTo(
            "define.task: found 'clasification'; allowed: classification, regression, forecasting; did you mean"
                + " 'classification'?");
    assertThat(errors.get(2).found()).isEqualTo("nothing");
  }

  @Test
  void anEmptyFileMissesJustWhatHasNoDefault() {
    assertThat(ProblemFile.read(Map.of())).isInstanceOf(ProblemFile.Refused.class);
    assertThat(refused("{}"))
        .extracting(ProblemError::key)
        .containsExactly("problem", "define.task", "define.target", "data.features");
  }

  @Test
  void refusesAnUnknownKeyAndSaysWhichOneWasMeant() {
    assertThat(refused(LEAST + "monitr: {}"))
        .containsExactly(
            new ProblemError(
                "monitr",
                "an unknown key",
                "problem, define, data, prepare, train, deploy, monitor; did you mean"
                    + " 'monitor'?"));
    assertThat(refused(LEAST + "prepare: {steps: [{standardize: all-numbers}]}"))
        .singleElement()
        .satisfies(error -> assertThat(error.allowed()).contains("did you mean 'standardise'"));
    assertThat(refused(LEAST + "train: {first_after: 100 rows}"))
        .singleElement()
        .satisfies(error -> assertThat(error.allowed()).contains("did you mean 'first-after'"));
  }

  @Test
  void refusesAMetricOfTheOtherTask() {
    assertThat(
            errorAt(
                "define.success.metric",
                "{task: regression, target: y, success: {metric: f1, at-least: 0.9}}"))
        .isEqualTo("mae, rmse, rmsle, r2, mape");
  }

  @Test
  void refusesABoundThatGoesTheWrongWay() {
    assertThat(
            errorAt(
                "define.success.at-least",
                "{task: regression, target: y, success: {metric: rmse, at-least: 5}}"))
        .isEqualTo("at-most instead, since rmse is better when lower");
    assertThat(refused(LEAST + "monitor: {performance: {alert-above: 0.9}}"))
        .extracting(ProblemError::key)
        .containsExactly("monitor.performance.alert-above");
  }

  @Test
  void takesASignalThatIsOnOrOff() {
    assertThat(refused(LEAST + "monitor: {data-quality: {}}"))
        .extracting(ProblemError::key, ProblemError::allowed)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("monitor.data-quality", "on or off"));
    assertThat(refused(LEAST + "monitor: {estimate: sometimes}"))
        .extracting(ProblemError::key, ProblemError::allowed)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("monitor.estimate", "on or off"));
  }

  @Test
  void refusesAnAccuracyOfMoreThanOne() {
    assertThat(
            errorAt(
                "define.success.at-least",
                "{task: classification, target: y, success: {metric: accuracy, at-least: 90}}"))
        .isEqualTo("a number from 0 to 1");
  }

  @Test
  void refusesTheTargetTheTimeAndTheIdAsFeatures() {
    assertThat(
            refused(
                """
                problem: a
                define: {task: classification, target: y}
                data: {time: date, id: serial, features: {Y: number, date: number, serial: number}}
                """))
        .extracting(ProblemError::key, ProblemError::found)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("data.features.Y", "the target"),
            org.assertj.core.groups.Tuple.tuple("data.features.date", "the field of data.time"),
            org.assertj.core.groups.Tuple.tuple("data.features.serial", "the field of data.id"));
  }

  @Test
  void refusesNamesThatLandedDataCannotHave() {
    assertThat(
            refused(
                """
                problem: a
                define: {task: classification, target: y}
                data: {features: {Event_Id: number, temp: number, Temp: number, "a'b": number}}
                """))
        .extracting(ProblemError::key)
        .containsExactly("data.features.Event_Id", "data.features.Temp", "data.features.a'b");
  }

  @Test
  void refusesADerivedFeatureOfAnythingButTheTime() {
    String data =
        "problem: a\ndefine: {task: classification, target: y}\ndata: {time: date, features: {x: number}}\n";

    assertThat(refused(data + "prepare: {steps: [{derive: {hour: hour-of-day(x)}}]}"))
        .singleElement()
        .satisfies(error -> assertThat(error.allowed()).startsWith("hour-of-day(date), "));
    assertThat(refused(data + "prepare: {steps: [{derive: {X: month(date)}}]}"))
        .extracting(ProblemError::key)
        .containsExactly("prepare.steps[0].derive.X");
    assertThat(refused(LEAST + "prepare: {steps: [{derive: {hour: hour-of-day(date)}}]}"))
        .singleElement()
        .satisfies(error -> assertThat(error.allowed()).contains("unless data.time names"));
  }

  @Test
  void tellsWhichCommaPartsTwoNames() {
    String data =
        "problem: a\ndefine: {task: classification, target: y}\ndata: {features: {'a, b': number, c: number, d: category}}\n";

    assertThat(
            accepted(data + "prepare: {steps: [{derive: {x: 'ratio(a, b, c)'}}]}")
                .prepare()
                .steps())
        .containsExactly(
            new Step.Derive(Map.of("x", new Prepare.Pair(Prepare.Arithmetic.RATIO, "a, b", "c"))));
    assertThat(
            refused(
                data
                    + "prepare: {steps: [{derive: {x: 'sum(c, d)', y1: 'sum(c)', z: 'sums(c, c)'}}]}"))
        .extracting(ProblemError::key)
        .containsExactly(
            "prepare.steps[0].derive.x", "prepare.steps[0].derive.y1", "prepare.steps[0].derive.z");
  }

  @Test
  void refusesAStepTwiceTwoInOneAndNone() {
    assertThat(refused(LEAST + "prepare: {steps: [{impute: mean}, {impute: zero}]}"))
        .extracting(ProblemError::found)
        .containsExactly("a second impute");
    assertThat(refused(LEAST + "prepare: {steps: [{impute: mean, standardise: all-numbers}]}"))
        .extracting(ProblemError::key)
        .containsExactly("prepare.steps[0]");
    assertThat(refused(LEAST + "prepare: {steps: [{}, {impute: }, impute, null]}"))
        .extracting(ProblemError::key)
        .containsExactly(
            "prepare.steps[0]", "prepare.steps[1]", "prepare.steps[2]", "prepare.steps[3]");
  }

  @Test
  void anEmptyListOfStepsIsAChoice() {
    assertThat(accepted(LEAST + "prepare: {steps: []}").prepare().steps()).isEmpty();
  }

  @Test
  void takesWindowsOfEventTimeWithTheirLateness() {
    assertThat(drift("{window: 1 h}").window())
        .isEqualTo(new Monitor.Window.Span(Duration.ofHours(1), Duration.ofMinutes(5)));
    assertThat(drift("{window: 1d, lateness: 2h}").window())
        .isEqualTo(new Monitor.Window.Span(Duration.ofDays(1), Duration.ofHours(2)));
    assertThat(drift("{window: 7d, lateness: 0s}").window())
        .isEqualTo(new Monitor.Window.Span(Duration.ofDays(7), Duration.ZERO));
    assertThat(drift("{window: 500}").window()).isEqualTo(new Monitor.Window.Count(500));
  }

  @Test
  void saysWhatAWindowAndItsLatenessMayBe() {
    assertThat(refusedDrift("{window: 30s}"))
        .isEqualTo(
            "monitor.drift.window: found '30s'; allowed: 1m to 366d of event time, such as '1h'; or"
                + " a count, such as '1000 predictions'");
    assertThat(refusedDrift("{window: an hour}"))
        .isEqualTo(
            "monitor.drift.window: found 'an hour'; allowed: 20 to 100000000 predictions, such as"
                + " '2000 predictions'; or 1m to 366d of event time, such as '1h'");
    assertThat(refusedDrift("{window: 400d}")).contains("at most 366d");
    assertThat(refusedDrift("{window: 1h, lateness: 11h}"))
        .isEqualTo("monitor.drift.lateness: found '11h'; allowed: at most 10 windows' length");
    assertThat(refusedDrift("{window: 1h, lateness: soon}"))
        .startsWith(
            "monitor.drift.lateness: found 'soon'; allowed: a whole number with s, m, h or");
    assertThat(refusedDrift("{window: 1000 predictions, lateness: 5m}"))
        .isEqualTo(
            "monitor.drift.lateness: found '5m'; allowed: it only beside a window of event time,"
                + " such as 'window: 1h'");
  }

  @Test
  void driftIsNotWatchedWhereItIsOff() {
    for (String off : List.of("off", "'off'", "false")) {
      assertThat(drift(off))
          .isEqualTo(
              new Monitor.Drift(
                  new Monitor.Window.Count(1000), Monitor.Test.AUTO, false, false, false));
    }
    assertThat(drift("{data: off}").prediction()).isTrue();
    assertThat(drift("{data: off}").data()).isFalse();
    assertThat(drift("{data: off}").attribution()).isTrue();
    assertThat(drift("{attribution: off}").attribution()).isFalse();
    assertThat(drift("{attribution: off}").data()).isTrue();
    assertThat(drift("{prediction: off, window: 50}"))
        .isEqualTo(
            new Monitor.Drift(new Monitor.Window.Count(50), Monitor.Test.AUTO, true, false, true));
    assertThat(refused(LEAST + "monitor: {drift: off, retrain: {on: drift}}"))
        .extracting(ProblemError::key)
        .containsExactly("monitor.retrain.on");
    assertThat(refusedDrift("none")).endsWith("allowed: a section, on or off");
  }

  private static Monitor.Drift drift(String drift) {
    return accepted(LEAST + "monitor: {drift: %s}".formatted(drift)).monitor().drift();
  }

  private static String refusedDrift(String drift) {
    List<ProblemError> errors = refused(LEAST + "monitor: {drift: %s}".formatted(drift));
    assertThat(errors).hasSize(1);
    return errors.getFirst().toString();
  }

  private static Monitor.Drift predictions(int window, Monitor.Test test) {
    return new Monitor.Drift(new Monitor.Window.Count(window), test, true, true, true);
  }

  @Test
  void conceptDriftIsNotWatchedWhereItIsOff() {
    for (String off : List.of("off", "'off'", "false")) {
      Problem problem = accepted(LEAST + "monitor: {concept: %s}".formatted(off));

      assertThat(problem.monitor().concept()).isEmpty();
    }
    assertThat(refused(LEAST + "monitor: {concept: off, retrain: {on: concept}}"))
        .extracting(ProblemError::key)
        .containsExactly("monitor.retrain.on");
    assertThat(refused(LEAST + "monitor: {concept: {delta: 0, warn: adwin}}"))
        .extracting(ProblemError::key)
        .containsExactly("monitor.concept.delta", "monitor.concept.warn");
    assertThat(refused(LEAST + "monitor: {concept: none}"))
        .extracting(ProblemError::allowed)
        .containsExactly("a section, on or off");
    assertThat(accepted(LEAST + "monitor: {concept: on}").monitor().concept()).isPresent();
  }

  @Test
  void trafficIsWatchedUnlessItIsOff() {
    Monitor.Traffic usual = new Monitor.Traffic(0.05, Optional.empty());
    for (String on : List.of("{}", "{traffic: on}", "{traffic: true}", "{traffic: {}}")) {
      assertThat(accepted(LEAST + "monitor: " + on).monitor().traffic()).hasValue(usual);
    }
    assertThat(accepted(LEAST + "monitor: {traffic: off}").monitor().traffic()).isEmpty();
    assertThat(
            accepted(LEAST + "monitor: {traffic: {failures-below: 1%, p99-below: 50 ms}}")
                .monitor()
                .traffic())
        .hasValue(new Monitor.Traffic(0.01, Optional.of(Duration.ofMillis(50))));
    assertThat(refused(LEAST + "monitor: {traffic: {failures-below: 0, p99-below: 50}}"))
        .extracting(ProblemError::key)
        .containsExactly("monitor.traffic.failures-below", "monitor.traffic.p99-below");
  }

  @Test
  void refusesToRetrainOnAPerformanceThatIsNeverBad() {
    assertThat(refused(LEAST + "monitor: {retrain: {on: [drift, performance]}}"))
        .extracting(ProblemError::key)
        .containsExactly("monitor.retrain.on");
  }

  @Test
  void keepsTheRowsOfOneKeyTogetherWhereRowsAreDrawn() {
    String keyed = LEAST.replace("data: {", "data: {key: device, ");

    assertThat(holdout(keyed, "{random: 30%}")).isEqualTo("random 30%, groups");
    assertThat(holdout(keyed, "{random: 30%, groups: false}")).isEqualTo("random 30%");
    assertThat(holdout(keyed, "{latest: 12.5%}")).isEqualTo("latest 12.5%");
    assertThat(holdout(keyed, "{groups: true}")).isEqualTo("latest 20%, groups");
    assertThat(holdout(LEAST, "{stratified: 0.25}")).isEqualTo("stratified 25%");
    assertThat(holdout(LEAST, "{latest: 336 rows}")).isEqualTo("latest 336 rows");
    assertThat(holdout(LEAST, "{latest: 336}")).isEqualTo("latest 336 rows");
  }

  @Test
  void refusesASplitThatCannotBe() {
    assertThat(refused(LEAST + "prepare: {holdout: {groups: true}}"))
        .extracting(ProblemError::key)
        .containsExactly("prepare.holdout.groups");
    assertThat(refused(LEAST + "prepare: {holdout: {latest: 20%, random: 20%}}"))
        .extracting(ProblemError::key)
        .containsExactly("prepare.holdout.random");
    assertThat(
            refused(
                LEAST.replace("classification", "regression")
                    + "prepare: {holdout: {stratified: 20%}}"))
        .extracting(ProblemError::key)
        .containsExactly("prepare.holdout.stratified");
    for (String rows :
        List.of("{latest: 99 rows}", "{random: 500 rows}", "{latest: 500 predictions}")) {
      assertThat(refused(LEAST + "prepare: {holdout: " + rows + "}"))
          .extracting(ProblemError::key)
          .containsExactly("prepare.holdout." + rows.substring(1, rows.indexOf(':')));
    }
    assertThat(refused(LEAST + "prepare: {validation: {share: 60%}}"))
        .extracting(ProblemError::key)
        .containsExactly("prepare.validation.share");
    assertThat(refused(LEAST + "prepare: {validation: {share: 20%, folds: 21}}"))
        .extracting(ProblemError::key)
        .containsOnly("prepare.validation.folds");
  }

  private static String holdout(String problem, String words) {
    return accepted(problem + "prepare: {holdout: " + words + "}").prepare().holdout().words();
  }

  private static String errorAt(String key, String define) {
    List<ProblemError> errors =
        refused("problem: a\ndefine: " + define + "\ndata: {features: {x: number}}");
    assertThat(errors).extracting(ProblemError::key).containsExactly(key);
    return errors.getFirst().allowed();
  }

  private static Problem accepted(String yaml) {
    ProblemFile file = ProblemFile.read(Yaml.read(yaml));
    assertThat(file).isInstanceOf(ProblemFile.Accepted.class);
    return ((ProblemFile.Accepted) file).problem();
  }

  private static List<ProblemError> refused(String yaml) {
    ProblemFile file = ProblemFile.read(Yaml.read(yaml));
    assertThat(file).isInstanceOf(ProblemFile.Refused.class);
    return ((ProblemFile.Refused) file).errors();
  }
}
