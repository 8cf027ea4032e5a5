package io.millrace.problem;

import io.millrace.problem.Search.Limits;
import io.millrace.problem.Search.Sampling;
import io.millrace.problem.Train.Algorithm;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code train.search}. */
final class SearchReader {

  private static final int DEFAULT_TRIALS = 8;
  private static final int DEFAULT_CONCURRENT = 4;
  private static final int MOST_CONCURRENT = 64;
  private static final int MOST_TRIALS = 10_000;

  private final Section search;
  private final DefineReader define;
  private final List<Algorithm> algorithms;

  /**
   * @param algorithms those that are trained
   */
  SearchReader(Section search, DefineReader define, List<Algorithm> algorithms) {
    this.search = search;
    this.define = define;
    this.algorithms = algorithms;
  }

  Search read() {
    Sampling sampling =
        search.at("sampling").word(Sampling.values(), Sampling::word).orElse(Sampling.RANDOM);
    Node stated = search.at("space");
    Map<Algorithm, Map<String, Distribution>> space =
        space(stated.section("a section by algorithm"), sampling == Sampling.GRID);
    if (sampling == Sampling.GRID && stated.isAbsent()) {
      stated.refuse("the values of each parameter, since sampling: grid tries every value");
    }
    MetricBound metrics = new MetricBound("", "");
    Metric metric =
        metrics.metric(search.at("primary-metric"), define.task()).orElse(define.primaryMetric());
    EarlyTermination policy =
        new EarlyTerminationReader(search.section("early-termination")).read();
    Limits limits = limits(search.section("limits"));
    search.end();
    return new Search(sampling, space, metric, policy, limits);
  }

  private static Limits limits(Section limits) {
    int trials = count(limits.at("trials"), MOST_TRIALS).orElse(DEFAULT_TRIALS);
    int concurrent =
        count(limits.at("concurrent-trials"), MOST_CONCURRENT).orElse(DEFAULT_CONCURRENT);
    Optional<Duration> trialTimeout = timeout(limits.at("trial-timeout"));
    Optional<Duration> timeout = timeout(limits.at("timeout"));
    limits.end();
    return new Limits(trials, concurrent, trialTimeout, timeout);
  }

  private static Optional<Integer> count(Node node, int most) {
    String allowed = "a whole number from 1 to " + most;
    return node.whole(allowed).stream()
        .boxed()
        .findFirst()
        .flatMap(
            count -> {
              if (count < 1 || count > most) {
                node.refuse(allowed);
                return Optional.empty();
              }
              return Optional.of(count.intValue());
            });
  }

  private static Optional<Duration> timeout(Node node) {
    Optional<Duration> timeout = Quantity.duration(node);
    if (timeout.filter(Duration::isZero).isPresent()) {
      node.refuse("at least 1s");
    }
    return timeout;
  }

  private Map<Algorithm, Map<String, Distribution>> space(Section space, boolean grid) {
    Map<Algorithm, Map<String, Distribution>> all = new EnumMap<>(Algorithm.class);
    for (Algorithm algorithm : Algorithm.values()) {
      Node node = space.at(algorithm.word());
      if (!node.isAbsent()) {
        if (!algorithms.contains(algorithm)) {
          node.refuse("nothing, unless train.algorithms names " + algorithm.word());
        }
        all.put(algorithm, parameters(algorithm, node, grid));
      }
    }
    space.end();
    return all;
  }

  private static Map<String, Distribution> parameters(
      Algorithm algorithm, Node node, boolean grid) {
    Section section = node.section("a section by parameter");
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    for (Tunable tunable : algorithm.tunables()) {
      Node parameter = section.at(tunable.name());
      if (!parameter.isAbsent()) {
        new DistributionReader(tunable, grid)
            .read(parameter)
            .ifPresent(distribution -> parameters.put(tunable.name(), distribution));
      }
    }
    section.end();
    return parameters;
  }
}
