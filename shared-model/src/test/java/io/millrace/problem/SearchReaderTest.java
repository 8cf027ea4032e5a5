package io.millrace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.problem.EarlyTermination.Asha;
import io.millrace.problem.EarlyTermination.Bandit;
import io.millrace.problem.EarlyTermination.MedianStopping;
import io.millrace.problem.EarlyTermination.None;
import io.millrace.problem.EarlyTermination.Pace;
import io.millrace.problem.EarlyTermination.Slack;
import io.millrace.problem.EarlyTermination.TruncationSelection;
import io.millrace.problem.Search.Limits;
import io.millrace.problem.Search.Sampling;
import io.millrace.problem.Train.Algorithm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchReaderTest {

  private static final String PROBLEM =
      """
      problem: a
      define: {task: classification, target: y, success: {metric: accuracy, at-least: 0.8}}
      data: {features: {x: number}}
      train: {%s}
      """;

  @Test
  void searchesALittleWhereNothingIsSaid() {
    assertThat(search(""))
        .isEqualTo(
            new Search(
                Sampling.RANDOM,
                Map.of(),
                Metric.ACCURACY,
                new Asha(3, new Pace(4, 0)),
                new Limits(8, 4, Optional.empty(), Optional.empty())));
  }

  @Test
  void readsASpaceOfAllTenDistributions() {
    Search search =
        search(
            """
            sampling: bayesian, primary-metric: log-loss,
            limits: {trials: 50, concurrent-trials: 2, trial-timeout: 5m, timeout: 2h},
            space: {gradient-boosting: {max_depth: {quniform: [3, 10, 1]},
              eta: {loguniform: [0.01, 0.3]}, subsample: {uniform: [0.5, 1]},
              min_child_weight: {qloguniform: [1, 32, 1]}, gamma: {randint: 5},
              lambda: {lognormal: [0, 1]}, alpha: {qlognormal: [0, 1, 0.1]},
              colsample_bytree: {normal: [0.8, 0.1]}, rounds: {choice: [100, 400]}},
              neural-network: {batch_size: {qnormal: [128, 32, 32]}}}""");

    assertThat(search.sampling()).isEqualTo(Sampling.BAYESIAN);
    assertThat(search.metric()).isEqualTo(Metric.LOG_LOSS);
    assertThat(search.limits())
        .isEqualTo(
            new Limits(
                50, 2, Optional.of(Duration.ofMinutes(5)), Optional.of(Duration.ofHours(2))));
    assertThat(search.space().get(Algorithm.GRADIENT_BOOSTING))
        .containsEntry("max_depth", new Distribution.QUniform(3, 10, 1))
        .containsEntry("eta", new Distribution.LogUniform(0.01, 0.3))
        .containsEntry("subsample", new Distribution.Uniform(0.5, 1))
        .containsEntry("min_child_weight", new Distribution.QLogUniform(1, 32, 1))
        .containsEntry("gamma", new Distribution.RandInt(5))
        .containsEntry("lambda", new Distribution.LogNormal(0, 1))
        .containsEntry("alpha", new Distribution.QLogNormal(0, 1, 0.1))
        .containsEntry("colsample_bytree", new Distribution.Normal(0.8, 0.1))
        .containsEntry("rounds", new Distribution.Choice(List.of(100, 400)));
    assertThat(search.space().get(Algorithm.NEURAL_NETWORK))
        .containsEntry("batch_size", new Distribution.QNormal(128, 32, 32));
  }

  @Test
  void readsEveryPolicy() {
    assertThat(policy("policy: asha, reduction-factor: 4, evaluation-interval: 2"))
        .isEqualTo(new Asha(4, new Pace(2, 0)));
    assertThat(policy("policy: bandit, slack-factor: 0.2, delay-evaluation: 5"))
        .isEqualTo(new Bandit(new Slack.Factor(0.2), new Pace(1, 5)));
    assertThat(policy("policy: bandit, slack-amount: 0.05"))
        .isEqualTo(new Bandit(new Slack.Amount(0.05), new Pace(1, 0)));
    assertThat(policy("policy: median-stopping, evaluation-interval: 3"))
        .isEqualTo(new MedianStopping(new Pace(3, 0)));
    assertThat(policy("policy: truncation-selection, truncation-percentage: 30"))
        .isEqualTo(new TruncationSelection(30, new Pace(1, 0)));
    assertThat(policy("policy: none")).isEqualTo(new None());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sampling: tpe | sampling",
        "sampling: grid | space",
        "primary-metric: rmse | primary-metric",
        "limits: {trials: 0} | limits.trials",
        "limits: {concurrent-trials: 65} | limits.concurrent-trials",
        "limits: {timeout: 0s} | limits.timeout",
        "limits: {trial-timeout: soon} | limits.trial-timeout",
        "early-termination: {policy: bandit} | early-termination.policy",
        "early-termination: {policy: bandit, slack-factor: 1, slack-amount: 1} |"
            + " early-termination.slack-amount",
        "early-termination: {slack-factor: 0.1} | early-termination.slack-factor",
        "early-termination: {policy: none, delay-evaluation: 1} |"
            + " early-termination.delay-evaluation",
        "early-termination: {policy: median-stopping, reduction-factor: 3} |"
            + " early-termination.reduction-factor",
        "early-termination: {evaluation-interval: 37} | early-termination.evaluation-interval",
        "space: {forest: {}} | space.forest",
        "space: {gradient-boosting: {depth: {choice: [3]}}} | space.gradient-boosting.depth",
        "space: {gradient-boosting: {eta: 0.1}} | space.gradient-boosting.eta",
        "space: {gradient-boosting: {eta: {}}} | space.gradient-boosting.eta",
        "space: {gradient-boosting: {eta: {loguniform: [-4, -1]}}} |"
            + " space.gradient-boosting.eta.loguniform",
        "space: {gradient-boosting: {lambda: {loguniform: [0, 1]}}} |"
            + " space.gradient-boosting.lambda.loguniform",
        "space: {gradient-boosting: {eta: {uniform: [0.3, 0.1]}}} |"
            + " space.gradient-boosting.eta.uniform",
        "space: {gradient-boosting: {eta: {uniform: [0.1, 0.3, 0.1]}}} |"
            + " space.gradient-boosting.eta.uniform",
        "space: {gradient-boosting: {eta: {quniform: [0.1, 0.3]}}} |"
            + " space.gradient-boosting.eta.quniform",
        "space: {gradient-boosting: {eta: {normal: [0.1, 0]}}} |"
            + " space.gradient-boosting.eta.normal",
        "space: {gradient-boosting: {max_depth: {choice: [3, 4.5]}}} |"
            + " space.gradient-boosting.max_depth.choice[1]",
        "space: {gradient-boosting: {max_depth: {randint: 5}}} |"
            + " space.gradient-boosting.max_depth.randint",
        "space: {gradient-boosting: {max_depth: {choice: []}}} |"
            + " space.gradient-boosting.max_depth.choice",
        "space: {gradient-boosting: {eta: {choice: [0.1], uniform: [0.1, 0.2]}}} |"
            + " space.gradient-boosting.eta",
        "sampling: grid, space: {gradient-boosting: {eta: {uniform: [0.1, 0.2]}}} |"
            + " space.gradient-boosting.eta.uniform"
      })
  void refusesWhatCannotBeSearched(String search, String key) {
    assertThat(refused("search: {%s}".formatted(search)))
        .extracting(ProblemError::key)
        .containsExactly("train.search." + key.strip());
  }

  @Test
  void refusesTheSpaceOfAnAlgorithmThatIsNotTrained() {
    assertThat(
            refused(
                "algorithms: neural-network, search: {space: {gradient-boosting: {eta: {uniform:"
                    + " [0.1, 0.2]}}}}"))
        .extracting(ProblemError::key)
        .containsExactly("train.search.space.gradient-boosting");
  }

  @Test
  void saysEveryErrorAtOnce() {
    assertThat(
            refused(
                """
                search: {sampling: halton, space: {gradient-boosting: {eta: {uniform: [2, 3]},
                  max_dept: {choice: [3]}}}, limits: {trials: many},
                  early-termination: {policy: hyperband}, goal: maximize}"""))
        .extracting(ProblemError::key)
        .containsExactly(
            "train.search.sampling",
            "train.search.space.gradient-boosting.eta.uniform",
            "train.search.space.gradient-boosting.max_dept",
            "train.search.early-termination.policy",
            "train.search.limits.trials",
            "train.search.goal");
  }

  private static EarlyTermination policy(String policy) {
    return search("early-termination: {%s}".formatted(policy)).earlyTermination();
  }

  private static Search search(String search) {
    return switch (ProblemFile.read(
        Yaml.read(PROBLEM.formatted("search: {%s}".formatted(search))))) {
      case ProblemFile.Accepted(Problem problem) -> problem.train().search();
      case ProblemFile.Refused refused -> throw new AssertionError(refused.errors());
    };
  }

  private static List<ProblemError> refused(String train) {
    return switch (ProblemFile.read(Yaml.read(PROBLEM.formatted(train)))) {
      case ProblemFile.Accepted _ -> throw new AssertionError("accepted");
      case ProblemFile.Refused refused -> refused.errors();
    };
  }
}
