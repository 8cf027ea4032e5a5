package io.millrace.problem;

import io.millrace.problem.Train.Algorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a problem file step by step. Every reader goes on after an error, so that all of them are
 * found at once; what it returns then is never used.
 */
final class ProblemReader {

  private static final int DEFAULT_FIRST_AFTER = 2000;
  private static final int LEAST_ROWS = 20;
  private static final long DEFAULT_SEED = 1;

  private final Findings findings = new Findings();
  private final Section root;

  ProblemReader(@Nullable Map<String, ?> tree) {
    root = Section.of("", tree, findings);
  }

  ProblemFile read() {
    Optional<ProblemName> name = name();
    DefineReader define = DefineReader.read(root.section("define"));
    Data data = new DataReader(root.section("data"), define.task(), define.target()).read();
    Prepare prepare =
        new PrepareReader(root.section("prepare"), data, define.task(), define.target()).read();
    Train train = train(root.section("train"), define);
    Deploy deploy = deploy(root.section("deploy"), define.task());
    Monitor monitor = new MonitorReader(root.section("monitor"), define).read();
    if (define.task().filter(task -> task == Task.FORECASTING).isPresent()) {
      refuseWhatForecastingHasNot();
    }
    root.end();
    return findings.isEmpty()
        ? new ProblemFile.Accepted(
            new Problem(name.orElseThrow(), define.define(), data, prepare, train, deploy, monitor))
        : new ProblemFile.Refused(findings.all());
  }

  private void refuseWhatForecastingHasNot() {
    Section prepare = root.section("prepare");
    Section holdout = prepare.section("holdout");
    String latest = "nothing: a forecast is judged on what came after";
    refuse(holdout.at("random"), latest);
    refuse(holdout.at("stratified"), latest);
    refuse(holdout.at("groups"), latest);
    refuse(prepare.section("validation").at("folds"), "nothing: forecasting takes a share");
    refuse(prepare.at("steps"), "nothing: a window of the series is all that is prepared");
    refuse(
        root.section("train").at("search"),
        "nothing: forecasting tries its algorithms as they are, and searches no parameters");
  }

  private static void refuse(Node node, String allowed) {
    if (!node.isAbsent()) {
      node.refuse(allowed);
    }
  }

  private Optional<ProblemName> name() {
    Node node = root.required("problem", ProblemName.allowed());
    Optional<String> text = node.text(ProblemName.allowed());
    if (text.isPresent() && !ProblemName.isValid(text.get())) {
      node.refuse(ProblemName.allowed());
      return Optional.empty();
    }
    return text.map(ProblemName::new);
  }

  private static Train train(Section train, DefineReader define) {
    Node algorithms = train.at("algorithms");
    List<Algorithm> all = List.of(Algorithm.values());
    List<Algorithm> chosen = algorithms.words(Algorithm.values(), Algorithm::word).orElse(all);
    if (algorithms.value() instanceof List<?> list && list.isEmpty()) {
      algorithms.refuse("at least one of gradient-boosting, neural-network");
    }
    int firstAfter =
        Quantity.count(train.at("first-after"), "row", LEAST_ROWS).orElse(DEFAULT_FIRST_AFTER);
    long seed = train.at("seed").whole("a whole number").orElse(DEFAULT_SEED);
    Search search = new SearchReader(train.section("search"), define, chosen).read();
    Compute compute = new ComputeReader(train.section("compute")).read();
    train.end();
    return new Train(chosen, firstAfter, seed, search, compute);
  }

  private static Deploy deploy(Section deploy, Optional<Task> task) {
    Rollout rollout = new RolloutReader(task).read(deploy.at("rollout"));
    Gate gate = gate(deploy.section("promotion"), task);
    deploy.end();
    return new Deploy(rollout, gate);
  }

  private static Gate gate(Section promotion, Optional<Task> task) {
    Node node = promotion.at("gate");
    Gate gate = node.word(Gate.values(), Gate::word).orElse(Gate.PERSON);
    promotion.end();
    if (gate == Gate.SHADOW && task.filter(Task.FORECASTING::equals).isPresent()) {
      node.refuse("person: what is known of a series belongs to the one version that forecasts it");
    }
    return gate;
  }
}
